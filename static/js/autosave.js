// Saves a question page while somebody types. Never moves the focus, never takes a text away: the page's own
// button remains the way that always works.
const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-autosave-state]");
const PAUSE = 2500;

if (form && state) {
  let timer = 0;
  let busy = false;
  let again = false;

  const say = (text, isProblem = false) => {
    state.textContent = text;
    state.classList.toggle("c-autosave--problem", isProblem);
  };

  const showFlags = (flags) => {
    for (const [name, reasons] of Object.entries(flags)) {
      const place = document.querySelector(`[data-flags="${CSS.escape(name)}"]`);
      if (!place) continue;
      place.replaceChildren(
        ...reasons.map((reason) => {
          const item = document.createElement("p");
          item.className = "c-flags__item";
          item.textContent = reason;
          return item;
        }),
      );
    }
  };

  const take = (answer) => {
    for (const [name, version] of Object.entries(answer.versions)) {
      const field = form.elements.namedItem(`${name}_version`);
      if (field) field.value = version;
    }
    showFlags(answer.flags);
    if (answer.conflicts.length) say(state.dataset.conflict, true);
    else if (answer.asks.length) say(state.dataset.asks, true);
    else if (Object.keys(answer.versions).length) say(state.dataset.saved.replace("{time}", answer.at));
    else say(state.dataset.waiting);
  };

  const save = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    say(state.dataset.saving);
    try {
      const reply = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form) });
      if (!reply.ok) throw new Error(String(reply.status));
      take(await reply.json());
    } catch {
      say(state.dataset.failed, true);
    }
    busy = false;
    if (again) {
      again = false;
      save();
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}
