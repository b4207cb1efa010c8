#define _GNU_SOURCE
#include "generator.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { AT_ONCE = 250, LONGEST_US = 2000000, CONNECT_WITHIN_US = 60000000, STILL_FOR_US = 5000000, DRAIN_WITHIN_US = 20000000 };

Counts counts;
static const Job *job;
static int epoll;
static bool is_sending, is_measuring;
static uint64_t measured;               /* deliveries since measuring began */
static uint32_t latencies[LONGEST_US + 1]; /* how many took so many µs */
static long rss_peak_kb;

static void became_ready(Socket *socket, const char *text, size_t length) {
  if (socket->is_ready) return;
  socket->is_ready = true;
  counts.ready++;
  const char *conv = text ? memmem(text, length, "\"conv\":\"", 8) : NULL;
  if (conv) message_set_conv(&socket->message, conv + 8);
}

static void delivered(Socket *socket, const char *text, size_t length) {
  uint64_t time = message_time(text, length);
  if (time == 0) return;
  counts.delivered++;
  if (time < socket->last_number) counts.reordered++;
  socket->last_number = time;
  if (is_measuring) {
    uint64_t took = now_us() - time;
    latencies[took > LONGEST_US ? LONGEST_US : took]++;
    measured++;
  }
  /* Closed loop: who has got a message answers it. */
  if (job->window > 0 && is_sending) socket_send_message(socket, now_us());
}

static void on_text(Socket *socket, const char *text, size_t length) {
  if (text == NULL) {
    if (socket->first[0]) socket_send_text(socket, socket->first);
    if (job->wire->is_ready_at_once) became_ready(socket, NULL, 0);
    return;
  }
  const Sign *sign = sign_of(job->wire, text, length);
  switch (sign ? sign->meaning : job->wire->otherwise) {
    case MEANS_DELIVERED: delivered(socket, text, length); break;
    case MEANS_READY: became_ready(socket, text, length); break;
    case MEANS_ACK: counts.acks++; break;
    case MEANS_TROUBLE:
      if (counts.troubles++ < 3) fprintf(stderr, "unexpected: %.*s\n", (int)(length < 200 ? length : 200), text);
      break;
    default: break;
  }
  if (sign && sign->answer) socket_send_text(socket, sign->answer);
}

/* Reads from whoever has something, waiting for at most so many µs. */
static void pump(uint64_t us) {
  struct epoll_event events[256];
  struct timespec wait = {us / 1000000, us % 1000000 * 1000};
  int count = epoll_pwait2(epoll, events, 256, &wait, NULL);
  for (int i = 0; i < count; i++) {
    Socket *socket = events[i].data.ptr;
    if (!socket_read(socket, on_text) && counts.closed < 4) fprintf(stderr, "the server closed a socket\n");
  }
}

/* Some at a time: a server's queue of new connections is short; not too few, for on a busy machine
 * every wait for the server is long. */
static void connect_all(Socket *sockets, int count) {
  uint64_t until = now_us() + CONNECT_WITHIN_US;
  for (int i = 0; i < count; i++) {
    socket_open(&sockets[i], job->port);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &sockets[i]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, sockets[i].fd, &event);
    bool is_batch_full = (i + 1) % AT_ONCE == 0 || i == count - 1;
    while (is_batch_full && (int)counts.ready <= i) {
      if (now_us() > until || counts.closed > 0) {
        fail("only %d of %d sockets became ready, %d were closed", (int)counts.ready, count, (int)counts.closed);
      }
      pump(1000);
    }
  }
}

/* Puts the first messages of a closed loop on their way, half of them from either side. */
static void start_closed_loop(Socket *sockets) {
  for (int n = 0; n < job->window; n++)
    for (int pair = 0; pair < job->active; pair++) socket_send_message(&sockets[pair * 2 + (n & 1)], now_us());
}

/*
 * Sends what is due. A message carries the time it was due, not the time it got out: a server that
 * stops for a while makes all of them late, and that must be seen.
 */
static uint64_t send_due(Socket *sockets, uint64_t started) {
  static uint64_t serial;
  for (;;) {
    uint64_t due = started + (uint64_t)(serial * 1e6 / job->rate);
    if (due > now_us()) return due;
    int side = serial / job->active & 1;
    socket_send_message(&sockets[serial % job->active * 2 + side], due);
    serial++;
  }
}

static void run_until(Socket *sockets, uint64_t started, uint64_t end) {
  uint64_t sample_at = 0;
  for (uint64_t now; (now = now_us()) < end;) {
    uint64_t next = end;
    if (is_sending && job->window == 0 && job->rate > 0) next = send_due(sockets, started);
    if (now >= sample_at) {
      long rss = process_rss_kb(job->pid);
      if (rss > rss_peak_kb) rss_peak_kb = rss;
      sample_at = now + 100000;
    }
    now = now_us();
    if (next > end) next = end;
    uint64_t wait = next > now ? next - now : 0;
    pump(wait < 20000 ? wait : 20000);
  }
}

static Usage since(Usage before, int pid) {
  Usage now = process_usage(pid);
  return (Usage){now.cpu_ns - before.cpu_ns, now.wait_ns - before.wait_ns};
}

static void run_for(Socket *sockets, uint64_t started, double seconds) {
  run_until(sockets, started, now_us() + (uint64_t)(seconds * 1e6));
}

static uint64_t percentile(double share) {
  uint64_t seen = 0, wanted = measured * share;
  for (int us = 0; us <= LONGEST_US; us++) {
    seen += latencies[us];
    if (seen > wanted) return us;
  }
  return 0;
}

/*
 * Nothing may be lost: what was sent arrives, and where the wire has acks, each one comes. A server
 * that is behind still delivers; only one that has delivered nothing for a while has lost something.
 */
static void drain(void) {
  is_sending = false;
  uint64_t end = now_us() + DRAIN_WITHIN_US, moved_at = now_us(), before = 0;
  while (now_us() < end && now_us() - moved_at < STILL_FOR_US) {
    bool is_acked = !job->wire->acknowledges || counts.acks >= counts.sent;
    if (counts.delivered >= counts.sent && is_acked) return;
    pump(1000);
    if (counts.delivered + counts.acks != before) moved_at = now_us();
    before = counts.delivered + counts.acks;
  }
}

Result load_run(const Job *asked, Socket *sockets, int count) {
  Result result = {0};
  job = asked;
  epoll = epoll_create1(0);
  result.rss_before_kb = process_rss_kb(job->pid);
  uint64_t began = now_us();
  connect_all(sockets, count);
  result.connect_s = (now_us() - began) / 1e6;
  result.rss_connected_kb = rss_peak_kb = process_rss_kb(job->pid);

  Usage before = process_usage(job->pid);
  run_for(sockets, 0, job->silent);
  result.silent = since(before, job->pid);

  is_sending = true;
  uint64_t started = now_us();
  if (job->window > 0) start_closed_loop(sockets);
  run_for(sockets, started, job->warm);

  is_measuring = true;
  uint64_t from = now_us();
  before = process_usage(job->pid);
  Usage own = process_usage(getpid());
  run_for(sockets, started, job->seconds);
  result.server = since(before, job->pid);
  result.generator = since(own, getpid());
  is_measuring = false;

  result.measured_s = (now_us() - from) / 1e6;
  result.delivered = measured;
  result.rss_peak_kb = rss_peak_kb;
  uint64_t drain_began = now_us();
  drain();
  result.drain_s = (now_us() - drain_began) / 1e6;
  result.rss_after_kb = process_rss_kb(job->pid);
  result.p50 = percentile(0.5);
  result.p99 = percentile(0.99);
  result.p999 = percentile(0.999);
  return result;
}
