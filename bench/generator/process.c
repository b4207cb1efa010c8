#define _GNU_SOURCE
#include "generator.h"
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * /proc/PID/task/TID/schedstat counts nanoseconds, /proc/PID/stat only hundredths of a second.
 * All threads count: the runtimes compile and collect garbage in helpers.
 */
Usage process_usage(int pid) {
  Usage usage = {0};
  char path[320];
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR *tasks = opendir(path);
  if (!tasks) fail("the server (process %d) is gone", pid);
  for (struct dirent *task; (task = readdir(tasks));) {
    uint64_t cpu, wait;
    snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", pid, task->d_name);
    FILE *file = task->d_name[0] == '.' ? NULL : fopen(path, "r");
    if (!file) continue;
    if (fscanf(file, "%" SCNu64 " %" SCNu64, &cpu, &wait) == 2) {
      usage.cpu_ns += cpu;
      if (atoi(task->d_name) == pid) usage.wait_ns = wait;
    }
    fclose(file);
  }
  closedir(tasks);
  return usage;
}

long process_rss_kb(int pid) {
  char path[64], line[256];
  long kb = 0;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  while (fgets(line, sizeof line, file))
    if (strncmp(line, "VmRSS:", 6) == 0) kb = atol(line + 6);
  fclose(file);
  return kb;
}
