"""Addresses of this part. A class is named by an opaque token, and its teacher alone may open it."""

CLASSES = "/field/class"
UPLOAD = f"{CLASSES}/upload"
TAKE = f"{UPLOAD}/take"
SCHOOL = f"{CLASSES}/school"
MORNING = f"{CLASSES}/morning"
ONE = CLASSES + "/{class_id}"
PRESENT, BACK, STILL, TEACH, AGREE, LEAVE = (
    f"{ONE}/{act}" for act in ("present", "back", "still", "teach", "agree", "leave")
)
REASON = ONE + "/reason/{absence}"
LIST = f"{ONE}/list"
REGISTER = f"{ONE}/register"
CONFIRM = f"{REGISTER}/confirm"
