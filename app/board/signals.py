"""What the parts of the board tell each other; receivers run inside the same transaction.

Each is sent with `session`, the row as `sender` and `actor_id` (None when the service itself acted).
"""

from __future__ import annotations

from blinker import Signal

interest_declared = Signal("A member declared an interest or none; sent with the Interest.")
advice_signed = Signal("The chair signed an Advice; sent with the Advice.")
response_given = Signal("The accountable owner answered; sent with the Response.")
appeal_answered = Signal("Other members answered an appeal; sent with the Appeal.")
condition_ruled = Signal("The board ruled on a Condition; sent with the Condition.")
condition_lapsed = Signal("A Condition passed its date unmet; sent with the Condition, once.")
incident_closed = Signal("An incident was closed; sent with the Incident.")
