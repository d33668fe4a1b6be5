"""The engine's own sentences: what its words, notices and inner questions are called."""

from locales.texts import Text

WORDS = {
    "list": Text("nav.choose_list", "Choose from the list"),
    "yes": Text("ans.yes", "Yes"),
    "no": Text("ans.no", "No"),
    "unknown": Text("ans.unknown", "I don’t know"),
    "none_of_these": Text("ans.none", "None of these"),
    "done": Text("nav.done", "Done"),
    "skip": Text("nav.skip", "Skip"),
    "back": Text("nav.back", "Back"),
    "back_list": Text("nav.back_list", "Back to the list"),
    "more_places": Text("place.more_list", "More places"),
    "send": Text("nav.send_now", "Send now"),
    "send_review": Text("nav.send", "Send"),
    "change": Text("nav.edit", "Change an answer"),
    "delete": Text("nav.delete_draft", "Delete my draft"),
}
"""Buttons of the engine."""

NOTICES = {
    "unclear": Text(
        "err.unclear", "Sorry, we did not understand. Press a button or write in your own words."
    ),
    "example": Text("err.example", "For example: {example}"),
    "number": Text("err.number", "Send a number: {min}–{max}."),
    "name": Text("err.name", "Both are needed: surname and first name, in letters."),
    "address": Text("err.address", "The whole address is needed: settlement, street, house number."),
    "place": Text("err.place", "We could not find this place. Please choose the region."),
    "old_button": Text("err.old_button", "This button belongs to an earlier question."),
    "emergency": Text("bot.emergency", "If a child is in danger right now, call {number} first."),
    "note": Text("note.kept", "We have written this down."),
    "file": Text("err.file", "This kind of file cannot be sent. Send a photo or a voice message."),
    "file_size": Text("err.file_size", "This file is too big. The limit: {n} MB."),
    "file_count": Text("err.file_count", "No more files can be added. The limit: {n}."),
    "file_long": Text("err.file_long", "This recording is too long. The limit: {n} minutes."),
    "file_pixels": Text(
        "err.file_pixels", "This picture is too large. Please send it as a photo, not as a file."
    ),
    "file_heic": Text("err.file_heic", "Please send this picture as a photo, not as a file."),
    "file_broken": Text("err.file_broken", "One file could not be opened. Please send it again."),
    "file_gone": Text("err.file_gone", "One file did not reach us. Please send it again."),
    "files": Text("media.kept", "Files received: {n}."),
    "files_more": Text("media.received", "Files received: {n}. Add more or press “Done”."),
    "voice": Text("voice.kept", "Voice message received."),
    "place_is": Text("place.is", "Place: {place}"),
    "place_unknown": Text("place.unknown", "The place is not known yet. We will find out."),
    "too_long": Text("err.too_long", "Too long. At most {n} characters."),
    "adult": Text(
        "info.adult_kept",
        "We help children under 18. Adults can turn to the labour inspection. What you wrote is kept.",
    ),
    "helpline": Text(
        "bot.helpline",
        "Children and families can call {number} day and night. It is free. You need not give a name.",
    ),
}
"""Short sentences before the next question."""

FORMS = {
    "did_you_mean": Text("ask.did_you_mean", "Did you mean one of these?"),
    "adult": Text("q.adult", "Is this person 18 or older?"),
    "regions": Text("q.oblast", "Which region (oblast) or big city?"),
    "districts": Text("q.rayon", "Which district or city is it?"),
    "which_place": Text("q.which_place", "There are several such places. Which one?"),
    "city_or_oblast": Text("q.city_or_oblast", "City or oblast?"),
    "outside": Text("err.outside", "This place seems to be outside Kazakhstan. Is it correct?"),
    "voice_only": Text("q.media.voice", "You can also send a voice message."),
    "words_only": Text("follow.in_words", "Please write it in words."),
    "keep_first": Text("ask.keep_first", "Keep the beginning of the text?"),
    "change": Text("review.which", "Which answer would you like to change?"),
    "delete_sure": Text("review.delete_sure", "Delete everything you wrote?"),
}
"""Questions inside a question."""

LABEL_VALUE = Text("review.line", "{label}: {value}")
RECEIVER = Text("review.to", "Who will receive it: {department}")
NOTHING_SENT = Text("review.nothing_sent", "Nothing has been sent yet.")
SENT_SOON = Text(
    "review.sent_soon", "You can send this now or answer a few more questions. Each answer helps."
)
VOICE = Text("ans.voice", "Voice message")
SHARE_PLACE = Text("nav.share_place", "Send my location")
MARKED = Text("mark.set", "✓ {option}")
