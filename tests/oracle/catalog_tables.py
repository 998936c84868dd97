"""The event catalog as plain data for the oracle, typed over from the catalog's tables and not from the product's file.

Kept apart from `catalog/` on purpose: a slip in either of the two shows up as a difference.
"""

STAGES = ("PRE_CHECKS", "STEP1", "PRE_STEP2", "STEP2", "FINAL", "POST")  # in rank order
RANK = {stage: rank for rank, stage in enumerate(STAGES)}
IMPACTS = ("NONE", "BLOCKED", "RETAKE", "PENDING", "REJECTED", "APPROVED", "COMPLETED")
RESULTS = ("PASS", "FAIL", "WARN", "ERROR", "SKIPPED")


class Entry:
    """One row of the event table."""

    def __init__(self, name, source, stage, kind, impact, flags, pair):
        self.name, self.source, self.stage, self.kind = name, source, stage, kind
        self.impact, self.flags, self.pair = impact, frozenset(flags), pair


_ROWS = [
    # name, source, stage, kind, impact, flags, pair
    ("SESSION_CREATED", "BE", "PRE_CHECKS", "milestone", "NONE", ("start",), "FRONT_SESSION_START"),
    ("SESSION_REUSED", "BE", "PRE_CHECKS", "milestone", "NONE", ("resume",), "FRONT_SESSION_RESUMED"),
    ("FRONT_SESSION_START", "FE", "PRE_CHECKS", "signal", "NONE", ("start",), "SESSION_CREATED"),
    ("FRONT_SESSION_RESUMED", "FE", "PRE_CHECKS", "signal", "NONE", ("resume",), "SESSION_REUSED"),
    ("PROJECT_OPTIONS_FETCHED", "BE", "PRE_CHECKS", "record", "NONE", (), None),
    ("NATIONALITY_INFO_LOOKUP", "BE", "PRE_CHECKS", "record", "NONE", (), None),
    ("CREATE_FLOW", "FE", "PRE_CHECKS", "signal", "NONE", (), "FLOW_ID_ISSUED"),
    ("FLOW_ID_ISSUED", "BE", "PRE_CHECKS", "milestone", "NONE", (), "CREATE_FLOW"),
    ("LIVEFORM_HASH_CREATED", "BE", "PRE_CHECKS", "record", "NONE", (), None),
    ("CHECKPOINT_HASH_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("TOKEN_VALIDATION_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("PRIVATE_TOKEN_USAGE_RECORDED", "BE", "PRE_CHECKS", "record", "NONE", (), None),
    ("PERIOD_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("PACKET_ABUSE_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("TURNSTILE_TOKEN_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("IP_RISK_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("RATE_LIMIT_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("DEVICE_STATIC_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("DEVICE_FINGERPRINT_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("DEVICE_DUPLICATE_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("LINK_VALIDITY_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("PROJECT_STATUS_CHECK", "BE", "PRE_CHECKS", "check", "BLOCKED", (), None),
    ("ID_CAPTURED", "FE", "STEP1", "signal", "NONE", ("capture",), None),
    ("ID_UPLOADED", "FE", "STEP1", "signal", "NONE", ("capture",), None),
    ("ID_QUALITY_CHECK", "BE", "STEP1", "check", "RETAKE", (), None),
    ("ID_OCR_CHECK", "BE", "STEP1", "check", "RETAKE", (), None),
    ("ID_LIVENESS_CHECK", "BE", "STEP1", "check", "RETAKE", (), None),
    ("ID_TYPE_CHECK", "BE", "STEP1", "check", "RETAKE", (), None),
    ("ID_DATA_MATCH_CHECK", "BE", "STEP1", "check", "RETAKE", (), None),
    ("AGE_LIMIT_CHECK", "BE", "STEP1", "check", "REJECTED", (), None),
    ("ID_EXPIRY_CHECK", "BE", "STEP1", "check", "REJECTED", (), None),
    ("COUNTRY_BLACKLIST_CHECK", "BE", "STEP1", "check", "REJECTED", (), None),
    ("DUPLICATE_USER_CHECK", "BE", "STEP1", "check", "REJECTED", (), None),
    ("SUBMISSION_CREATED", "BE", "STEP1", "milestone", "COMPLETED", (), None),
    ("ACCOUNT_TRANSFER_SENT", "BE", "PRE_STEP2", "milestone", "NONE", (), None),
    ("ACCOUNT_CODE_CHECK", "BE", "PRE_STEP2", "check", "RETAKE", (), None),
    ("ACCOUNT_HOLDER_CHECK", "BE", "PRE_STEP2", "check", "RETAKE", (), None),
    ("ACCOUNT_VERIFIED", "BE", "PRE_STEP2", "milestone", "COMPLETED", (), None),
    ("SELFIE_CAPTURED", "FE", "STEP2", "signal", "NONE", ("capture",), None),
    ("SELFIE_LIVENESS_CHECK", "BE", "STEP2", "check", "RETAKE", (), None),
    ("FACE_COMPARE_CHECK", "BE", "STEP2", "check", "RETAKE", (), None),
    ("FACE_DUPLICATE_CHECK", "BE", "STEP2", "check", "REJECTED", (), None),
    ("FACE_AGE_CHECK", "BE", "STEP2", "check", "REJECTED", (), None),
    ("GOVERNMENT_CHECK", "BE", "STEP2", "check", "RETAKE", (), None),
    ("ADDRESS_PROOF_CHECK", "BE", "STEP2", "check", "RETAKE", (), None),
    ("AML_SCREENING_CHECK", "BE", "STEP2", "check", "PENDING", (), None),
    ("CUSTOM_POLICY_CHECK", "BE", "STEP2", "check", "PENDING", (), None),
    ("RETRY_LIMIT_CHECK", "BE", "STEP2", "check", "REJECTED", (), None),
    ("STEP2_COMPLETED", "BE", "STEP2", "milestone", "COMPLETED", (), None),
    ("APPROVED", "BE", "FINAL", "decision", "APPROVED", ("quiet",), None),
    ("REJECTED", "BE", "FINAL", "decision", "REJECTED", ("quiet",), None),
    ("PENDING", "BE", "FINAL", "decision", "PENDING", ("quiet",), None),
    ("WEBHOOK_SENT", "BE", "FINAL", "record", "NONE", ("quiet",), None),
    ("WEBHOOK_FAILED", "BE", "FINAL", "record", "NONE", ("quiet",), None),
    ("EMAIL_SENT", "BE", "FINAL", "record", "NONE", ("quiet",), None),
    ("EMAIL_FAILED", "BE", "FINAL", "record", "NONE", ("quiet",), None),
    ("FINAL_PAGE_VIEW", "FE", "POST", "screen", "COMPLETED", ("final_page",), None),
    ("RETURN_URL_REDIRECTED", "FE", "POST", "signal", "NONE", (), None),
    ("STEP_VIEW", "FE", "*", "screen", "NONE", (), None),
    ("ERROR_PAGE_VIEWED", "FE", "*", "screen", "NONE", ("error_page",), None),
    ("CAMERA_ACTIVATED", "FE", "*", "signal", "NONE", ("capture",), None),
    ("CAMERA_DENIED", "FE", "*", "signal", "RETAKE", ("camera_denied",), None),
    ("PAGE_HIDDEN", "FE", "*", "signal", "NONE", ("hidden",), None),
    ("PAGE_VISIBLE", "FE", "*", "signal", "NONE", (), None),
    ("PAGE_EXITED", "FE", "*", "signal", "NONE", (), None),
    ("NETWORK_OFFLINE", "FE", "*", "signal", "NONE", ("offline",), None),
    ("NETWORK_ONLINE", "FE", "*", "signal", "NONE", ("online",), None),
    ("CLIENT_ERROR", "FE", "*", "signal", "NONE", (), None),
]
EVENTS = {row[0]: Entry(*row) for row in _ROWS}

# path entry -> stage
SCREENS = {
    "/id": "STEP1",
    "/account": "PRE_STEP2",
    "/face": "STEP2",
    "/selfie": "STEP2",
    "/result": "POST",
    "/start": "PRE_CHECKS",
    "/guide": "PRE_CHECKS",
    "/terms": "PRE_CHECKS",
}

# reason -> (outcome, stage or None, causes: a tuple of check names, "retakes", "warnings", or None where not named)
REASONS = {
    "id_image_invalidImage": ("REJECTED", "STEP1", ("ID_QUALITY_CHECK", "ID_OCR_CHECK",)),
    "id_image_invalidId": ("REJECTED", "STEP1", ("ID_TYPE_CHECK", "ID_LIVENESS_CHECK",)),
    "id_image_error": ("REJECTED", "STEP1", ("ID_OCR_CHECK",)),
    "id_image_badImage": ("REJECTED", "STEP1", ("ID_QUALITY_CHECK", "ID_OCR_CHECK",)),
    "id_info_dataMismatch": ("REJECTED", "STEP1", ("ID_DATA_MATCH_CHECK",)),
    "id_info_blacklist": ("REJECTED", "STEP1", ("COUNTRY_BLACKLIST_CHECK",)),
    "blacklistCountry": ("REJECTED", "STEP1", ("COUNTRY_BLACKLIST_CHECK",)),
    "id_info_notOfAge": ("REJECTED", "STEP1", ("AGE_LIMIT_CHECK", "FACE_AGE_CHECK",)),
    "under_ageLimit": ("REJECTED", "STEP1", ("AGE_LIMIT_CHECK", "FACE_AGE_CHECK",)),
    "duplicate_user": ("REJECTED", "STEP1", ("DUPLICATE_USER_CHECK",)),
    "duplicated_user_PII_exact": ("REJECTED", "STEP1", ("DUPLICATE_USER_CHECK",)),
    "duplicated_face": ("REJECTED", "STEP2", ("FACE_DUPLICATE_CHECK",)),
    "invalid_acceptedID": ("REJECTED", "STEP1", ("ID_TYPE_CHECK",)),
    "no-date-of-birth": ("REJECTED", "STEP1", ("ID_OCR_CHECK", "AGE_LIMIT_CHECK",)),
    "expired_id": ("REJECTED", "STEP1", ("ID_EXPIRY_CHECK",)),
    "address_image_invalidImage": ("REJECTED", "STEP2", ("ADDRESS_PROOF_CHECK",)),
    "address_image_error": ("REJECTED", "STEP2", ("ADDRESS_PROOF_CHECK",)),
    "address_image_badImage": ("REJECTED", "STEP2", ("ADDRESS_PROOF_CHECK",)),
    "ipRisk_failCategory": ("REJECTED", "PRE_CHECKS", ("IP_RISK_CHECK",)),
    "face_compare_underscore": ("REJECTED", "STEP2", ("FACE_COMPARE_CHECK",)),
    "liveness_error": ("REJECTED", "STEP2", ("SELFIE_LIVENESS_CHECK",)),
    "too_many_retry": ("REJECTED", None, "retakes"),
    "automatic_verification_fail": ("REJECTED", None, None),
    "manual_review_required": ("PENDING", None, ("CUSTOM_POLICY_CHECK",)),
    "score_below_threshold": ("PENDING", "STEP2", ("CUSTOM_POLICY_CHECK",)),
    "custom_policy": ("PENDING", "STEP2", ("CUSTOM_POLICY_CHECK",)),
    "aml_match": ("PENDING", "STEP2", ("AML_SCREENING_CHECK",)),
    "government_unavailable": ("PENDING", "STEP2", ("GOVERNMENT_CHECK",)),
    "warning_occurred": ("PENDING", None, "warnings"),
}

# prefix of an error code of the form AA-00000 -> class; any other code is of class "other"
ERROR_CLASSES = {
    "NF": "client", "QS": "system", "QE": "system", "ER": "policy", "PV": "integration",
    "SE": "system", "RT": "client", "TK": "policy", "DE": "policy", "LO": "retry_loop",
}
