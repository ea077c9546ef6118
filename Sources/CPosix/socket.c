#define _GNU_SOURCE
#include "CPosix.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int ilp_socket_pair(int *first, int *second) {
  int ends[2] = {-1, -1};
#if defined(__linux__)
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return -1;
#endif
  *first = ends[0];
  *second = ends[1];
  return ends[0] < 0 ? -1 : 0;
}

/// Room for one descriptor beside a message, aligned as the system wants it.
typedef union {
  char bytes[CMSG_SPACE(sizeof(int))];
  struct cmsghdr header;
} Control;

int64_t ilp_send(int socket, const void *bytes, int64_t count, int descriptor) {
  struct iovec part = {(void *)bytes, (size_t)count};
  Control control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (descriptor >= 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  int64_t sent;
  do {
    sent = sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent;
}

int64_t ilp_receive(int socket, void *bytes, int64_t capacity, int *descriptor) {
  struct iovec part = {bytes, (size_t)capacity};
  Control control;
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  *descriptor = -1;
  int flags = 0;
#if defined(__linux__)
  flags = MSG_CMSG_CLOEXEC;
#endif
  int64_t count;
  do {
    count = recvmsg(socket, &message, flags);
  } while (count < 0 && errno == EINTR);
  struct cmsghdr *header = count >= 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
    memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
  return message.msg_flags & MSG_TRUNC ? -1 : count;
}
