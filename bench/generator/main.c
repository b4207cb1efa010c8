/*
 * generator --port P --pid PID --wire NAME --plan FILE [--pairs N] [--active PAIRS]
 *           (--window N | --rate PER_SECOND) [--silent S] [--warm S] --seconds S
 *
 * The plan has a line for each socket: path TAB first frame (or nothing) TAB message. Lines 1 and 2
 * are a pair, 3 and 4 the next; the first N pairs of it connect. Prints one line of JSON.
 */
#define _GNU_SOURCE
#include "generator.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  exit(1);
}

uint64_t now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static const char *option(int count, char **arguments, const char *name, const char *fallback) {
  for (int i = 1; i + 1 < count; i += 2)
    if (strcmp(arguments[i], name) == 0) return arguments[i + 1];
  if (!fallback) fail("%s is missing", name);
  return fallback;
}

static Socket *read_plan(const char *path, int *count) {
  FILE *file = fopen(path, "r");
  if (!file) fail("cannot read %s", path);
  Socket *sockets = NULL;
  char *line = NULL;
  size_t room = 0;
  for (*count = 0; getline(&line, &room, file) > 0; (*count)++) {
    char *rest = strdup(line);
    rest[strcspn(rest, "\n")] = 0;
    if ((*count & (*count - 1)) == 0) sockets = realloc(sockets, (*count ? *count * 2 : 1) * sizeof *sockets);
    Socket *socket = &sockets[*count];
    memset(socket, 0, sizeof *socket);
    socket->path = strsep(&rest, "\t");
    socket->first = strsep(&rest, "\t");
    if (!rest) fail("line %d of the plan is not whole", *count + 1);
    message_make(&socket->message, rest);
  }
  fclose(file);
  return sockets;
}

int main(int count, char **arguments) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  int sockets_count;
  Socket *sockets = read_plan(option(count, arguments, "--plan", NULL), &sockets_count);
  int pairs = atoi(option(count, arguments, "--pairs", "0"));
  if (pairs > 0 && pairs * 2 < sockets_count) sockets_count = pairs * 2;
  char all[16];
  snprintf(all, sizeof all, "%d", sockets_count / 2);
  Job job = {
      .wire = wire_named(option(count, arguments, "--wire", NULL)),
      .port = atoi(option(count, arguments, "--port", NULL)),
      .pid = atoi(option(count, arguments, "--pid", NULL)),
      .active = atoi(option(count, arguments, "--active", all)),
      .window = atoi(option(count, arguments, "--window", "0")),
      .rate = atof(option(count, arguments, "--rate", "0")),
      .silent = atof(option(count, arguments, "--silent", "0")),
      .warm = atof(option(count, arguments, "--warm", "0")),
      .seconds = atof(option(count, arguments, "--seconds", NULL)),
  };
  Result r = load_run(&job, sockets, sockets_count);
  printf("{\"sockets\":%d,\"connectS\":%.3f,\"seconds\":%.3f,\"delivered\":%" PRIu64 ",\"serverCpuS\":%.6f,"
         "\"serverWaitS\":%.6f,\"generatorCpuS\":%.6f,\"generatorWaitS\":%.6f,\"p50\":%" PRIu64 ",\"p99\":%" PRIu64 ",\"p999\":%" PRIu64 ",",
         sockets_count, r.connect_s, r.measured_s, r.delivered, r.server.cpu_ns / 1e9, r.server.wait_ns / 1e9,
         r.generator.cpu_ns / 1e9, r.generator.wait_ns / 1e9, r.p50, r.p99, r.p999);
  printf("\"drainS\":%.3f,\"silentS\":%.3f,\"silentCpuS\":%.6f,", r.drain_s, job.silent, r.silent.cpu_ns / 1e9);
  printf("\"rssBeforeKb\":%ld,\"rssConnectedKb\":%ld,\"rssPeakKb\":%ld,\"rssAfterKb\":%ld,", r.rss_before_kb,
         r.rss_connected_kb, r.rss_peak_kb, r.rss_after_kb);
  printf("\"sent\":%" PRIu64 ",\"arrived\":%" PRIu64 ",\"acks\":%" PRIu64 ",\"reordered\":%" PRIu64
         ",\"troubles\":%" PRIu64 ",\"closed\":%" PRIu64 "}\n",
         counts.sent, counts.delivered, counts.acks, counts.reordered, counts.troubles, counts.closed);
  return 0;
}
