#include "ingest/admission.hpp"

#include <algorithm>
#include <cstdlib>

#include "event/attributes.hpp"
#include "event/event_log.hpp"
#include "event/limits.hpp"

namespace sj::ingest {

namespace {

std::string in_quotes(std::string_view word) {
  return '"' + std::string(word) + '"';
}

bool fe_may_claim(Impact impact) {
  return impact == Impact::none || impact == Impact::retake || impact == Impact::completed;
}

void require(Draft& draft, bool present, std::string_view field) {
  if (!present) draft.reject(RejectionCode::missing_field, field, std::string(field) + " is required");
}

void check_attributes_shape(Draft& draft) {
  if (draft.attributes_size.levels > limits::attributes_levels_max)
    draft.reject(RejectionCode::too_large, "attributes", "attributes must be nested at most 5 levels deep");
  if (draft.attributes_size.keys > limits::attributes_keys_max)
    draft.reject(RejectionCode::too_large, "attributes",
                 "attributes, unknown fields included, must have at most 100 keys in all");
}

void check_attributes_bytes(Draft& draft) {
  if (draft.event.attributes.size() > limits::attributes_bytes_max)
    draft.reject(RejectionCode::too_large, "attributes",
                 "attributes, unknown fields included, must be at most 16384 bytes as JSON");
}

}  // namespace

Admission::Admission(Sender sender) : sender_(std::move(sender)) {
  batch_.project_id = sender_.project_id;
  batch_.received_at = sender_.received_at;
  batch_.bytes.reserve(sender_.body_bytes);
}

void Admission::begin(std::optional<TimeMs> sent_at) {
  if (!sent_at) return;
  const DurationMs difference = sender_.received_at - *sent_at;
  const DurationMs distance = std::abs(difference);
  if (distance > limits::skew_ms_max)
    skew_untrusted_ = true;
  else if (distance > limits::skew_ms_min)
    skew_ms_ = difference;
}

void Admission::take(std::uint32_t index, Draft& draft) {
  ++batch_.events;
  attributes_.assign(draft.event.attributes);
  Event& event = draft.event;
  if (!draft.problem) {
    require(draft, !event.session_id.empty(), "session_id");
    require(draft, !event.name.empty(), "name");
    require(draft, draft.has_time, "time");
  }
  const std::size_t warnings_before = batch_.warnings.size();
  if (!draft.problem && settle_source(draft)) check_attributes_shape(draft);
  if (!draft.problem) {
    keep_extras(index, draft);
    event.attributes = attributes_;
    check_attributes_bytes(draft);
    neutralise_claims(index, draft);
    event.attributes = attributes_;
    correct_clock(index, draft);
  }
  if (draft.problem) {
    batch_.warnings.resize(warnings_before);
    return reject(index, draft);
  }
  warn_about(index, draft);
  add(index, draft);
}

bool Admission::settle_source(Draft& draft) const {
  const EventType* type = sender_.catalog->find(draft.event.name);
  if (!draft.source && !type) {
    draft.reject(RejectionCode::missing_field, "source",
                 "source is required, because the catalog does not know this name");
    return false;
  }
  if (draft.source && type && *draft.source != type->source) {
    draft.reject(RejectionCode::source_mismatch, "source",
                 std::string(draft.event.name) + " is a " + std::string(to_text(type->source)) + " event");
    return false;
  }
  draft.event.source = draft.source ? *draft.source : type->source;
  if (draft.event.source == Source::be && !sender_.may_write_be) {
    draft.reject(RejectionCode::source_forbidden, "source",
                 "a publishable key may send FE events only; send BE events with a server key");
    return false;
  }
  return true;
}

void Admission::keep_extras(std::uint32_t index, Draft& draft) {
  for (const ExtraField& extra : draft.extras) {
    if (attributes_.size() > limits::attributes_bytes_max)
      return;  // it will be refused; each further one costs a look over all
    const bool kept = add_attribute(attributes_, extra.name, extra.json);
    warn(index, WarningCode::unknown_field,
         in_quotes(extra.name) +
             (kept ? " is not a field of an event; it was kept in attributes"
                   : " is not a field of an event, and attributes already has one of that name; it was dropped"));
  }
}

void Admission::neutralise_claims(std::uint32_t index, Draft& draft) {
  Event& event = draft.event;
  if (event.source == Source::be) return;
  if (event.impact && !fe_may_claim(*event.impact)) {
    add_attribute(attributes_, "claimed_impact", in_quotes(to_text(*event.impact)));
    event.impact.reset();
    warn(index, WarningCode::impact_neutralised,
         "a FE event may claim the impacts NONE, RETAKE and COMPLETED; the claim was kept as attribute claimed_impact");
  }
  if (event.stage) {
    add_attribute(attributes_, "claimed_stage", in_quotes(to_text(*event.stage)));
    event.stage.reset();
    warn(index, WarningCode::stage_neutralised,
         "the stage counts from BE events only; the claim was kept as attribute claimed_stage");
  }
}

void Admission::correct_clock(std::uint32_t index, Draft& draft) {
  Event& event = draft.event;
  if (event.source == Source::fe && skew_ms_ != 0) {
    event.claimed_time = event.time;
    event.time += skew_ms_;
  }
  if (event.time < time_min_ms || event.time > time_max_ms)
    draft.reject(RejectionCode::invalid_field, "time", "time must be within the years 2000 to 2100");
  if (event.time > sender_.received_at + limits::future_ms_max) reject_as_ahead(draft);
  if (skew_untrusted_ && event.source == Source::fe)
    warn(index, WarningCode::clock_skew,
         "sent_at and the server's clock differ by more than 24 hours; times were not corrected");
}

// Whose clock is wrong is for the batch as a whole to say (ClockWatch::is_to_blame_for).
void Admission::reject_as_ahead(Draft& draft) {
  ++batch_.ahead;
  if (draft.event.time <= sender_.at_least + limits::future_ms_max) batch_.clock_is_behind = true;
  draft.reject(RejectionCode::invalid_field, "time", "time is more than 24 hours ahead of the server's clock");
}

void Admission::warn_about(std::uint32_t index, const Draft& draft) {
  const EventType& type = sender_.catalog->type_of(draft.event.name, draft.event.source);
  if (!type.known) warn(index, WarningCode::unknown_event, in_quotes(draft.event.name) + " is not in the catalog");
  const bool needs_reason = type.kind == Kind::decision && type.impact != Impact::approved;
  if (needs_reason && draft.event.reason.empty())
    warn(index, WarningCode::reason_missing, std::string(draft.event.name) + " should carry a reason");
}

void Admission::warn(std::uint32_t index, WarningCode code, std::string detail) {
  if (batch_.warnings.size() < limits::batch_warnings_max) batch_.warnings.push_back({index, code, std::move(detail)});
}

void Admission::reject(std::uint32_t index, const Draft& draft) {
  Rejection rejection = *draft.problem;
  rejection.index = index;
  if (!draft.derived_event_id) rejection.event_id = draft.event.event_id;
  batch_.rejected.push_back(std::move(rejection));
}

void Admission::add(std::uint32_t index, const Draft& draft) {
  Event event = draft.event;
  batch_.newest_time = std::max(batch_.newest_time, event.time);
  event.received_at = sender_.received_at;
  BatchItem item{.index = index};
  item.session_at = static_cast<std::uint32_t>(batch_.bytes.size());
  item.session_size = static_cast<std::uint32_t>(event.session_id.size());
  batch_.bytes += event.session_id;
  item.record_at = static_cast<std::uint32_t>(batch_.bytes.size());
  append_record(batch_.bytes, event);
  item.record_size = static_cast<std::uint32_t>(batch_.bytes.size()) - item.record_at;
  batch_.items.push_back(item);
  if (draft.derived_event_id) batch_.derived_ids.push_back({index, std::string(event.event_id)});
}

}  // namespace sj::ingest
