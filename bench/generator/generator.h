/*
 * Load for relays that pass a message from one socket of a pair to the other: WebSocket clients in
 * one thread on epoll, so that the generator costs little and sleeps when it has nothing to do.
 *
 *   main.c      what it is told, what it prints
 *   load.c      connects all sockets, keeps the load going
 *   socket.c    one WebSocket client: connect, write frames, read frames
 *   wires.c     what the frames of each wire mean
 *   message.c   the frame that is sent over and over: only its number, id and time change
 *   process.c   CPU time and memory of the server, from /proc
 */
#ifndef GENERATOR_H
#define GENERATOR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { MEANS_NOTHING, MEANS_OPENED, MEANS_READY, MEANS_PING, MEANS_ACK, MEANS_DELIVERED, MEANS_TROUBLE } Meaning;

/* A frame that begins so means this, and is answered so (or not at all: NULL). */
typedef struct {
  const char *beginning;
  Meaning meaning;
  const char *answer;
} Sign;

typedef struct {
  const char *name;
  bool is_ready_at_once; /* the HTTP upgrade is the whole handshake */
  bool acknowledges;     /* every message must be acknowledged to its sender */
  Meaning otherwise;     /* what a frame means that no sign fits */
  const Sign *signs;     /* ends with an empty one */
} Wire;

/* A message as it stands on the wire, masked, ready to be sent again with another number. */
typedef struct {
  uint8_t *bytes;
  size_t length;
  size_t header; /* bytes before the payload */
  size_t number; /* where 16 digits stand in the payload */
  size_t id;     /* where the last 12 hex digits of message_id stand */
  size_t conv;   /* where the conversation's uuid stands; 0: nowhere */
} Message;

typedef struct {
  int fd;
  bool is_upgraded, is_ready;
  const char *path, *first; /* from the plan; first: what to say once connected, or "" */
  Message message;
  uint64_t last_number; /* of the messages that came; they must rise */
  uint8_t *buffer;
  size_t filled;
} Socket;

/* What happened so far, over all sockets. */
typedef struct {
  uint64_t ready, sent, delivered, acks, reordered, troubles, closed;
} Counts;

extern Counts counts;

const Wire *wire_named(const char *name);
const Sign *sign_of(const Wire *wire, const char *text, size_t length);

void message_make(Message *message, const char *text);
void message_set_conv(Message *message, const char *uuid);
/* Writes a number, an id and the time (µs) into it; the number is the time. */
void message_stamp(Message *message, uint64_t time);
/* The time in a message that came, 0 when there is none. */
uint64_t message_time(const char *text, size_t length);

void socket_open(Socket *socket, int port);
void socket_send_text(Socket *socket, const char *text);
void socket_send_message(Socket *socket, uint64_t time);
/* Reads what has come and hands every frame to `on_text`; false when the socket has closed. */
bool socket_read(Socket *socket, void (*on_text)(Socket *, const char *, size_t));

uint64_t now_us(void);
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

typedef struct {
  uint64_t cpu_ns;  /* on a core, all threads */
  uint64_t wait_ns; /* the main thread was ready to run, but somebody else had the core */
} Usage;

Usage process_usage(int pid);
long process_rss_kb(int pid);

typedef struct {
  const Wire *wire;
  int port, pid;
  int active;     /* pairs that talk; the others only stay connected */
  int window;     /* messages in flight per pair; 0: open loop */
  double rate;    /* messages a second over all pairs, in an open loop */
  double silent;  /* seconds with all sockets connected and nobody talking, measured by themselves */
  double warm, seconds;
} Job;

typedef struct {
  double connect_s, measured_s, drain_s;
  uint64_t delivered;
  Usage server, generator, silent;
  uint64_t p50, p99, p999;
  long rss_before_kb, rss_connected_kb, rss_peak_kb, rss_after_kb;
} Result;

Result load_run(const Job *job, Socket *sockets, int count);
#endif
