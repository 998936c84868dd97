// The only place of the command line that includes libcurl.
#include "cli/client/http_api.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <new>
#include <system_error>

namespace sj::cli {
namespace {

/// A session of 500 000 events comes in pages of 200; nothing that is asked for is near this.
constexpr std::size_t answer_bytes_max = 64u << 20;
/// Longer than anybody waits, and far from where milliseconds overflow.
constexpr curl_off_t retry_after_s_max = 24 * 60 * 60;

struct Free {
  void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Free>;
using HeaderList = std::unique_ptr<curl_slist, Free>;

HeaderList headers_with(std::initializer_list<const char*> lines) {
  HeaderList list;
  for (const char* line : lines) {
    curl_slist* longer = ::curl_slist_append(list.get(), line);
    if (!longer) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
  }
  return list;
}

std::size_t take_body(const char* bytes, std::size_t, std::size_t size, void* taken) {
  auto& body = *static_cast<std::string*>(taken);
  if (size > answer_bytes_max - body.size()) return 0;  // ends the exchange with CURLE_WRITE_ERROR
  body.append(bytes, size);
  return size;
}

class HttpApi final : public Api {
 public:
  HttpApi(const std::string& server_url, const std::string& key, const HttpApiOptions& options)
      : server_url_(server_url), curl_(::curl_easy_init()) {
    if (!curl_) throw std::bad_alloc();
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
    set(CURLOPT_XOAUTH2_BEARER, key.c_str());
    set(CURLOPT_USERAGENT, options.user_agent.c_str());
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.exchange_timeout.count()));
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_ERRORBUFFER, curl_words_.data());
    if (options.ca_file.empty()) return;
    set(CURLOPT_CAINFO, options.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // otherwise those of the system count as well
  }

  Result<HttpAnswer> post_events(BodyType type, std::string_view body) override {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(CURLOPT_POSTFIELDS, body.data());
    return exchange("/v1/events", type == BodyType::ndjson ? ndjson_headers_ : json_headers_);
  }

  Result<HttpAnswer> get(std::string_view target) override {
    set(CURLOPT_HTTPGET, 1L);
    return exchange(target, get_headers_);
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    if (::curl_easy_setopt(curl_.get(), option, value) != CURLE_OK) throw std::bad_alloc();  // the only way to fail
  }

  Result<HttpAnswer> exchange(std::string_view target, const HeaderList& headers) {
    HttpAnswer answer;
    set(CURLOPT_URL, fmt::format("{}{}", server_url_, target).c_str());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_WRITEDATA, &answer.body);
    curl_words_[0] = '\0';
    if (const CURLcode failure = ::curl_easy_perform(curl_.get()); failure != CURLE_OK) return give_up(failure);
    long status = 0;
    curl_off_t retry_after_s = 0;
    ::curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    ::curl_easy_getinfo(curl_.get(), CURLINFO_RETRY_AFTER, &retry_after_s);
    answer.status = static_cast<int>(status);
    if (retry_after_s > 0) answer.retry_after_ms = std::min(retry_after_s, retry_after_s_max) * second_ms;
    return answer;
  }

  [[nodiscard]] std::unexpected<Error> give_up(CURLcode failure) const {
    const char* words = curl_words_[0] == '\0' ? ::curl_easy_strerror(failure) : curl_words_.data();
    switch (failure) {
      case CURLE_COULDNT_RESOLVE_HOST:
        return fail(Errc::unavailable, fmt::format("cannot resolve the host of {}; check its spelling", server_url_));
      case CURLE_COULDNT_CONNECT:  // the words name the proxy if there is one
        return fail(Errc::unavailable,
                    fmt::format("cannot connect to {}: {} ({})", server_url_, reason_of_system(), words));
      case CURLE_SSL_CONNECT_ERROR:
        return fail(Errc::unavailable, fmt::format("TLS handshake with {} failed: {}; check that the port speaks TLS",
                                                   server_url_, words));
      case CURLE_PEER_FAILED_VERIFICATION:
        return fail(Errc::refused, fmt::format("cannot verify the certificate of {}: {}; use the host name on the "
                                               "certificate, and --ca-file FILE for a private certificate authority",
                                               server_url_, words));
      case CURLE_SSL_CACERT_BADFILE:
        return fail(Errc::refused, fmt::format("cannot read the CA certificates for {}: {}; give a PEM file "
                                               "with --ca-file FILE",
                                               server_url_, words));
      case CURLE_WRITE_ERROR:
        return fail(Errc::refused, fmt::format("the answer from {} is longer than {} MiB; is the address right?",
                                               server_url_, answer_bytes_max >> 20));
      default: return fail(Errc::unavailable, fmt::format("no answer from {}: {}", server_url_, words));
    }
  }

  [[nodiscard]] std::string reason_of_system() const {
    long number = 0;
    ::curl_easy_getinfo(curl_.get(), CURLINFO_OS_ERRNO, &number);
    return number == 0 ? "it does not answer" : std::generic_category().message(static_cast<int>(number));
  }

  const std::string server_url_;
  // Without `Expect`, a body of more than 1 MiB would wait for a word that a proxy may not pass on.
  const HeaderList ndjson_headers_ =
      headers_with({"Accept: application/json", "Expect:", "Content-Type: application/x-ndjson"});
  const HeaderList json_headers_ =
      headers_with({"Accept: application/json", "Expect:", "Content-Type: application/json"});
  const HeaderList get_headers_ = headers_with({"Accept: application/json"});
  std::array<char, CURL_ERROR_SIZE> curl_words_{};
  const Handle curl_;  // last, for it points into the others
};

}  // namespace

std::unique_ptr<Api> make_http_api(const std::string& server_url, const std::string& key,
                                   const HttpApiOptions& options) {
  return std::make_unique<HttpApi>(server_url, key, options);
}

}  // namespace sj::cli
