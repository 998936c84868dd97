#pragma once
// Every limit of the server and its reason. Tests tighten them; the product uses the defaults.
#include <chrono>
#include <cstddef>

namespace sj::http {

struct Limits {
  /// Request line and headers together. Browsers send up to about 8 KiB with cookies; more is an attack or a mistake.
  std::size_t head_bytes_max = 16 * 1024;
  /// Each costs a look at every look-up; real clients send under 30.
  std::size_t headers_max = 100;
  /// Longest target. A list with many filters stays under 2 KiB; proxies commonly stop at 8.
  std::size_t target_bytes_max = 8 * 1024;
  /// A body as it came, and again after decoding (contract: 10 MiB after decoding).
  std::size_t body_bytes_max = 10 * 1024 * 1024;
  /// Size line of one chunk with its extensions, which nobody uses except to fill memory.
  std::size_t chunk_line_bytes_max = 4 * 1024;
  /// Trailers are read and dropped.
  std::size_t trailer_bytes_max = 4 * 1024;
  /// All request bodies in memory at once, over all connections; beyond it 503. 25 of the largest.
  std::size_t body_bytes_in_flight_max = 256 * 1024 * 1024;
  /// Each costs a descriptor and up to 20 KiB; a usual descriptor limit is 20 000 or more under systemd.
  std::size_t connections_max = 10'000;
  /// Requests waiting for the pool; at some 10 ms each the last one waits 5 s with two threads.
  std::size_t pooled_waiting_max = 1'000;
  /// A body of an answered or refused request up to this size is read and dropped to keep the connection; beyond it the
  /// connection is closed, which is cheaper.
  std::size_t discard_bytes_max = 64 * 1024;

  /// From the first byte of a head (or the accept) to its last.
  std::chrono::milliseconds head_timeout{10'000};
  /// Between two requests.
  std::chrono::milliseconds idle_timeout{60'000};
  /// A body may take this long ...
  std::chrono::milliseconds body_grace{10'000};
  /// ... plus one second for each of these many bytes that arrived: a phone on a bad network makes 1 KiB/s ...
  std::size_t body_bytes_per_second_min = 1'024;
  /// ... but never longer than this.
  std::chrono::milliseconds body_timeout{300'000};
  /// A client that takes no byte of an answer for this long is gone.
  std::chrono::milliseconds write_timeout{30'000};
  /// How long after a refusal we go on reading, so that the client sees the answer and not a reset.
  std::chrono::milliseconds linger_timeout{2'000};
  /// How often time-outs are looked at; they are late by at most this.
  std::chrono::milliseconds tick{250};
  /// From stop() to the hard end; systemd and Kubernetes kill after 10 s or more.
  std::chrono::milliseconds stop_timeout{4'000};
};

}  // namespace sj::http
