#pragma once
// Who is signed in to the dashboard: tokens for a browser's cookie, each standing for the caller behind a key. Whether
// that key is still good is the registry's to say.
//
// Kept in memory only, by the hash of the token: a restart signs everybody out, and a dump of the table opens nothing.
// Nobody can sign others out by signing in often: beyond a key's own bound its own oldest sign-in ends, and beyond the
// bound of all, one of the project that has the most.
// Threads: every member may be called from any thread.
#include <chrono>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "access/caller.hpp"
#include "access/key.hpp"
#include "base/clock.hpp"
#include "base/mutex.hpp"

namespace sj::access {

/// How long a sign-in lasts, whether it is used or not.
inline constexpr std::chrono::hours sign_in_lasts{12};
/// Of one key; a key shared by a whole company's viewers stays under it. Beyond it the key's oldest ends.
inline constexpr std::size_t sign_ins_per_key_max = 1'000;
/// Of all keys, at some 300 bytes each. Beyond it the oldest of the project with the most ends.
inline constexpr std::size_t sign_ins_max = 10'000;

struct SignIn {
  Caller caller;
  TimeMs expires_at = 0;
};

class SignIns {
 public:
  /// The clock must outlive it.
  explicit SignIns(const Clock& clock) : clock_(clock) {}

  struct Begun {
    std::string token;  ///< 43 base62 characters; exists once, in the answer
    SignIn sign_in;
  };
  [[nodiscard]] Begun begin(const Caller& caller);

  /// nullopt for an unknown, ended or expired token.
  [[nodiscard]] std::optional<SignIn> find(std::string_view token) const;

  /// Ending one that is not there is fine.
  void end(std::string_view token);

 private:
  struct HashOfToken {
    std::size_t operator()(const KeyHash& hash) const;
  };
  struct Entry {
    KeyHash token;
    SignIn sign_in;
  };
  using OldestFirst = std::list<Entry>;

  void drop_expired(TimeMs now) SJ_REQUIRES(mutex_);
  void make_room_for(const std::string& key_id) SJ_REQUIRES(mutex_);
  [[nodiscard]] OldestFirst& longest_of_largest_project() SJ_REQUIRES(mutex_);
  void drop_oldest(OldestFirst& entries) SJ_REQUIRES(mutex_);

  const Clock& clock_;
  mutable Mutex mutex_;
  std::map<std::string, OldestFirst> by_key_ SJ_GUARDED_BY(mutex_);
  std::unordered_map<KeyHash, OldestFirst::iterator, HashOfToken> by_token_ SJ_GUARDED_BY(mutex_);
};

}  // namespace sj::access
