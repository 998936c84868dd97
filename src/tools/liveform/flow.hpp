#pragma once
// What happens in a verification: each function begins one step. While its checks run the verification is busy; they
// are recorded as events, and leave it where the visitor goes on.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <string>

#include "base/clock.hpp"
#include "liveform/event_sender.hpp"
#include "liveform/http_client.hpp"
#include "liveform/verification.hpp"

namespace sj::liveform {

/// A photo that was looked at.
struct Photo {
  std::chrono::steady_clock::time_point arrived;
  std::optional<Picture> picture;  ///< absent: unreadable
  [[nodiscard]] Fault fault() const { return picture ? fault_of(*picture) : Fault::unreadable; }
};

/// Threads: only that of the loop.
class Flow {
 public:
  Flow(boost::asio::io_context& loop, EventSender& events, const Clock& clock);

  /// Where decisions are reported to, by webhooks signed with this secret.
  void report_to(Address receiver, std::string secret);

  void session_created(Verification& verification);
  void session_resumed(Verification& verification);
  void open_flow(const VerificationPtr& verification, bool within_rate);
  void take_document(const VerificationPtr& verification, Photo photo);
  void send_transfer(Verification& verification);
  void skip_account(Verification& verification);
  void take_code(const VerificationPtr& verification, std::string code);
  void take_selfie(const VerificationPtr& verification, Photo photo);

 private:
  using Moment = std::chrono::steady_clock::time_point;

  void begin(const VerificationPtr& verification, boost::asio::awaitable<void> checks);
  boost::asio::awaitable<void> check_guards(VerificationPtr verification, bool within_rate);
  boost::asio::awaitable<void> check_document(VerificationPtr verification, Photo photo);
  boost::asio::awaitable<void> check_code(VerificationPtr verification, std::string code);
  boost::asio::awaitable<void> check_selfie(VerificationPtr verification, Photo photo);
  boost::asio::awaitable<void> run_checks(VerificationPtr verification, Plan plan, Moment begun, int attempt);
  [[nodiscard]] bool goes_on(const VerificationPtr& verification, const Plan& plan, int tries);
  void end_retries(const VerificationPtr& verification);
  void decide(const VerificationPtr& verification, Decision decision);
  boost::asio::awaitable<void> send_webhook(VerificationPtr verification);
  void record(Verification& verification, Event event);

  boost::asio::io_context& loop_;
  EventSender& events_;
  const Clock& clock_;
  Address receiver_;
  std::string secret_;
};

}  // namespace sj::liveform
