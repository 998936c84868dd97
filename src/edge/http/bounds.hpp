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
  /// Bodies in memory at once of all whose key is known, over all connections; a key may have as much as is left for
  /// others, alone thus half of it, and gets 503 beyond. 16 of the largest.
  std::size_t body_bytes_in_flight_max = 160 * 1024 * 1024;
  /// The same of those whose key is not known (yet), shared by address: three of the largest that a client may send
  /// before its key was found in them.
  std::size_t keyless_bytes_in_flight_max = 32 * 1024 * 1024;
  /// A body that needs no key, where the route has no bound of its own: room for a sign-in.
  std::size_t keyless_body_bytes_max = 4 * 1024;
  /// Where the key is in the body, it is looked for in so many decoded bytes on the thread that read them ...
  std::size_t key_search_bytes = 64 * 1024;
  /// ... and then, in the pool, in so many more for each byte that was sent: real events pack 5 to 30 to 1, and a
  /// body of 10 KiB that unpacks to 10 MiB costs its sender nothing.
  std::size_t key_search_bytes_per_byte_sent = 32;
  /// Answers that clients have not taken yet; a key may have as much as is left for others.
  std::size_t answer_bytes_in_flight_max = 64 * 1024 * 1024;
  /// Each costs a descriptor and up to 20 KiB; a usual descriptor limit is 20 000 or more under systemd.
  std::size_t connections_max = 10'000;
  /// Of one address, or of one IPv6 network of 64 bits. Half, so that two are needed to have all; a proxy in front is
  /// one address. 0: half of connections_max.
  std::size_t connections_of_address_max = 0;
  /// So many more are let in to be told that there are too many; beyond it they are closed without a word.
  std::size_t connections_refused_at_once_max = 64;
  /// Requests waiting for the pool; at some 10 ms each the last one waits 5 s with two threads.
  std::size_t pooled_waiting_max = 1'000;
  /// The same of one key.
  std::size_t pooled_waiting_of_key_max = 250;
  /// Failures of an address to show a good key that are told as such at once; beyond it 429 ...
  double failed_keys_at_once_max = 300;
  /// ... until so many a second are forgiven.
  double failed_keys_forgiven_per_second = 5;
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
  /// A client that we wait for must take so many bytes of an answer ...
  std::size_t write_bytes_min = 32 * 1024;
  /// ... within this time of waiting, or what is left of it; else it is cut: 1 KiB/s, as for bodies.
  std::chrono::milliseconds write_timeout{30'000};
  /// How long after a refusal we go on reading, so that the client sees the answer and not a reset.
  std::chrono::milliseconds linger_timeout{2'000};
  /// How often time-outs are looked at; they are late by at most this.
  std::chrono::milliseconds tick{250};
  /// From stop() to the hard end; systemd and Kubernetes kill after 10 s or more, and the store wants its time too.
  std::chrono::milliseconds stop_timeout{3'000};
  /// And then for a handler that does not end; its thread is left to itself.
  std::chrono::milliseconds stop_patience{500};

  [[nodiscard]] std::size_t connections_of_one_address() const {
    return connections_of_address_max != 0 ? connections_of_address_max : (connections_max + 1) / 2;
  }
};

}  // namespace sj::http
