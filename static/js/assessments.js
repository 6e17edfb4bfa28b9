// Typing an answer chooses "Answer above", so that nobody's text is refused because "Don't know yet" was left on.
for (const question of document.querySelectorAll(".c-question")) {
  const answered = question.querySelector('input[type="radio"][value=":answered"]');
  if (!answered) continue;
  question.addEventListener("input", (event) => {
    const name = event.target.name || "";
    const isAnswer = /_(value|rows)(-|$)/.test(name);
    if (isAnswer && event.target.value && !answered.checked) answered.click();
  });
}
