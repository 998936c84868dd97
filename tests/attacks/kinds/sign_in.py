"""Signing in and out from another site's page, guessing keys, and using up the places of others."""
import random
import string

from attack import Attack

SIGN_INS, GUESSES = 10_500, 3_000
FORM_TYPES = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")


def cookie_of(headers):
    return headers.get("set-cookie", "").split(";")[0]


def cross_site(target):
    """What a page elsewhere can make a browser send."""
    said = []
    body = {"key": target.attacker["read"]}
    for name, headers in {"another Origin": {"Origin": "https://evil.example"}, "Origin null": {"Origin": "null"},
                          "Sec-Fetch-Site": {"Sec-Fetch-Site": "cross-site"}}.items():
        for path in ("/v1/sign-in", "/v1/sign-out"):
            status, told, _ = target.ask("POST", path, None, body, headers)
            if status < 400 or "set-cookie" in told:
                said.append(f"{path} with {name} is answered {status}")
    for content_type in FORM_TYPES:
        status, told, _ = target.ask("POST", "/v1/sign-in", None, body, {"Content-Type": content_type})
        if status < 400 or "set-cookie" in told:
            said.append(f"a sign-in that a form can send ({content_type}) is answered {status}")
    if target.ask("POST", "/v1/sign-in", None, body)[0] != 200:
        said.append("a right sign-in is refused")
    return said


def others_stay_signed_in(target):
    """The other project's key signs in again and again."""
    cookie = cookie_of(target.ask("POST", "/v1/sign-in", None, {"key": target.victim["read"]})[1])
    for _ in range(SIGN_INS):
        if target.try_to_ask("POST", "/v1/sign-in", None, {"key": target.attacker["read"]}) == 429:
            break
    status = target.ask("GET", "/v1/viewer", headers={"Cookie": cookie})[0]
    return [] if status == 200 else [f"sign-ins of another project end the victim's: {status}"]


def guess(target):
    key = "sj_read_" + "".join(random.choices(string.ascii_letters, k=33))
    return target.try_to_ask("POST", "/v1/sign-in", None, {"key": key})


def guesses_are_slowed(target):
    statuses = {guess(target) for _ in range(GUESSES)}
    said = [] if 429 in statuses else [f"{GUESSES} guesses were all answered: {sorted(map(str, statuses))}"]
    status = target.ask("GET", "/v1/sessions?limit=1", target.victim["read"])[0]
    return said if status == 200 else said + [f"a right key from the same address is answered {status}"]


def sign_in(target):
    target.try_to_ask("POST", "/v1/sign-in", None, {"key": target.attacker["read"]})


ATTACKS = [
    Attack("sign-in from another site, or instead of others", "read key", sign_in,
           check=lambda target: cross_site(target) + others_stay_signed_in(target)),
    Attack("guessing keys", "no key", guess, check=guesses_are_slowed),
]
