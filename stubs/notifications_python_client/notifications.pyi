from collections.abc import Mapping
from typing import Any

class NotificationsAPIClient:
    def __init__(self, api_key: str, base_url: str = ..., timeout: int = ...) -> None: ...
    def send_email_notification(
        self,
        email_address: str,
        template_id: str,
        personalisation: Mapping[str, str] | None = ...,
        reference: str | None = ...,
    ) -> dict[str, Any]: ...
    def get_all_notifications(self, *, reference: str | None = ...) -> dict[str, Any]: ...
