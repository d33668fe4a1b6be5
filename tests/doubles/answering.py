"""What the emulated Telegram answers to each method."""

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lo_bot_api_emulator as package  # type: ignore[import-untyped]
from lo_bot_api_emulator import ApiRefusal

if TYPE_CHECKING:
    from tests.doubles.telegram import Request, Telegram

Json = dict[str, Any]
_LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_INLINE = ("text", "callback_data", "url", "web_app", "copy_text")
_BOTTOM = ("text", "web_app", "request_contact", "request_location")


def fail(kind: str, more: Json, request: "Request") -> None:
    """Let a fault strike: refuse the request, or note how its answer is to go wrong."""
    private = (request.chat or 1) > 0
    if kind == "401":
        raise ApiRefusal("Unauthorized", 401)
    if kind == "403":
        words = "bot was blocked by the user" if private else "bot was kicked from the group chat"
        raise ApiRefusal(f"Forbidden: {words}", 403)
    if kind == "404":
        raise ApiRefusal("Not Found", 404)
    if kind == "409":
        raise ApiRefusal("Conflict: terminated by other getUpdates request", 409)
    if kind == "429":
        seconds = more.get("retry_after", 1)
        raise ApiRefusal(f"Too Many Requests: retry after {seconds}", 429, {"retry_after": seconds})
    if kind == "500":
        raise ApiRefusal("Bad Gateway", 502)
    if kind == "migrate":
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiRefusal(words, 400, {"migrate_to_chat_id": more["to"]})
    if kind == "refuse":
        raise ApiRefusal(f"Bad Request: {more['words']}")
    if kind == "slow":
        request.slow = more.get("seconds", 3)
    elif kind == "drop":
        request.drop = True
    else:
        raise ValueError(kind)


def strict_faults(fields: Json) -> list[str]:
    """What Telegram refuses although its document does not say so as a type."""
    rows = (_loads(fields.get("reply_markup")) or {}).get("inline_keyboard", [])
    sizes = [len(str(one["callback_data"]).encode()) for row in rows for one in row if "callback_data" in one]
    found = [f"callback_data of {size} bytes (1-64)" for size in sizes if not 1 <= size <= 64]
    results = _loads(fields.get("results")) or []
    if any("parse_mode" in one for one in (fields, *(_content(result) for result in results))):
        found.append("parse_mode: what people wrote must stay plain text")
    for result in results:
        found += _inline_faults(result)
    return found


def _content(result: Json) -> Json:
    content: Json = result.get("input_message_content", {})
    return content


def _inline_faults(result: Json) -> list[str]:
    """An id has 1-64 bytes, a text 1-4096 UTF-16 units; and our preview stays away."""
    text = str(_content(result).get("message_text", ""))
    found = [] if 1 <= len(str(result.get("id", "")).encode()) <= 64 else ["inline id (1-64 bytes)"]
    if not 1 <= len(text.encode("utf-16-le", "surrogatepass")) // 2 <= 4096:
        found.append("inline message_text (1-4096 UTF-16 units)")
    return found


def answer(telegram: "Telegram", request: "Request", modelled: Callable[[Json], Any]) -> Any:
    """Do what the request asks for and give the result. Called with the emulator's lock held."""
    method, fields, chat = request.method, request.fields, request.chat
    if method not in package.CONTRACT["methods"]:
        raise ApiRefusal("Not Found: method not found", 404)
    if any("callback_data" in fault for fault in strict_faults(fields)):
        raise ApiRefusal("Bad Request: BUTTON_DATA_INVALID")
    if chat is not None and chat not in telegram.chats.known:
        raise ApiRefusal("Bad Request: chat not found")
    if chat is not None and chat in telegram.chats.closed:
        private = "bot was blocked by the user"
        raise ApiRefusal(
            f"Forbidden: {private if chat > 0 else 'bot is not a member of the supergroup chat'}", 403
        )
    if method == "getMe":
        return _me(takes_inline=telegram.takes_inline)
    if method == "answerCallbackQuery":
        return _answered(telegram, request)
    if method == "answerInlineQuery":
        return _offered(telegram, request, modelled)
    result = (
        modelled(_thin(method, fields)) if method in package.MODELED_METHODS else _plain(telegram, request)
    )
    if chat is None:
        return result
    return _in_chat(telegram, request, chat, result)


def _in_chat(telegram: "Telegram", request: "Request", chat: int, result: Any) -> Any:
    method, fields, chats = request.method, request.fields, telegram.chats
    text = fields.get("text") or fields.get("caption") or _on_map(fields)
    markup = _loads(fields.get("reply_markup"))
    if method == "leaveChat":
        chats.leave(chat)
    elif method == "deleteMessage":
        chats.delete(chat, int(fields["message_id"]))
    elif method == "deleteMessages":
        chats.delete_all(chat, [int(one) for one in _loads(fields["message_ids"])])
    elif method.startswith("editMessage"):
        same = None if method == "editMessageReplyMarkup" else str(text or "")
        return chats.as_seen_by_bots(chats.change(chat, int(fields["message_id"]), same, markup))
    elif method.startswith("send") and isinstance(result, dict):
        result.update({"date": int(time.time()), "chat": chats.known[chat], "from": _bot()})
        chats.show(chat, result, str(text or ""), markup)
    return result


def _on_map(fields: Json) -> str:
    """What a phone shows of a venue; "" for anything else."""
    if "title" not in fields:
        return ""
    return f"📍 {fields['latitude']}, {fields['longitude']}: {fields['title']}, {fields['address']}"


def _answered(telegram: "Telegram", request: "Request") -> bool:
    query = telegram.queries.get(str(request.fields.get("callback_query_id")))
    if query is None or query.toast is not None or time.monotonic() - query.at > 30:
        raise ApiRefusal(_LATE)
    query.toast = str(request.fields.get("text") or "")
    request.chat = query.chat
    return True


def _offered(telegram: "Telegram", request: "Request", modelled: Callable[[Json], Any]) -> Any:
    asked = telegram.inline.get(str(request.fields.get("inline_query_id")))
    if asked is None or asked.answer is not None or time.monotonic() - asked.at > 10:
        raise ApiRefusal(_LATE)
    result = modelled(_thin(request.method, request.fields))
    asked.answer = {**request.fields, "results": _loads(request.fields["results"])}
    return result


def _thin(method: str, fields: Json) -> Json:
    """The part of a request that the package models; the rest was judged already."""
    known = package.CONTRACT["methods"][method]["parameters"] or []
    thin = {key: value for key, value in fields.items() if key in known}
    markup = _loads(thin.pop("reply_markup", None))
    if markup and "inline_keyboard" in markup:
        thin["reply_markup"] = {"inline_keyboard": _only(markup["inline_keyboard"], _INLINE)}
    elif markup and "keyboard" in markup and method == "sendMessage":
        thin["reply_markup"] = {"keyboard": _only(markup["keyboard"], _BOTTOM)}
    elif markup and "remove_keyboard" in markup and method == "sendMessage":
        thin["reply_markup"] = {"remove_keyboard": True}
    return thin


def _only(rows: list[list[Any]], keys: tuple[str, ...]) -> list[list[Json]]:
    plain = [[{"text": one} if isinstance(one, str) else one for one in row] for row in rows]
    return [[{key: value for key, value in one.items() if key in keys} for one in row] for row in plain]


def _plain(telegram: "Telegram", request: "Request") -> Any:
    """A plausible result of a method that the package does not model."""
    method = request.method
    if method.startswith("send"):
        return {"message_id": telegram.new_id(), "date": int(time.time())}
    if method == "getChat" and request.chat is not None:
        return telegram.chats.known[request.chat]
    if method == "getChatMember":
        user = {"id": int(request.fields["user_id"]), "is_bot": False, "first_name": "x"}
        return {"status": "member", "user": user}
    return True


def _me(*, takes_inline: bool) -> Json:
    flags = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": takes_inline,
    }
    return {**_bot(), **flags}


def _bot() -> Json:
    return {"id": 7000000001, "is_bot": True, "first_name": "Double", "username": "double_bot"}


def _loads(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None
