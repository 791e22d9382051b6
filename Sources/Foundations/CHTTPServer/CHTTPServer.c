#include "CHTTPServer.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct chttp_server {
    struct chttp_callbacks callbacks;
    struct MHD_Daemon *daemon;
};

// One request as this file sees it: libmicrohttpd's pointer for it leads here.
struct exchange {
    void *request;
    const char *target;
    size_t target_length;
    int has_head;
};

static struct MHD_Connection *inside(struct chttp_connection *connection) {
    return (struct MHD_Connection *)connection;
}

static void on_connection(
    void *context,
    struct MHD_Connection *connection,
    void **state,
    enum MHD_ConnectionNotificationCode code
) {
    struct chttp_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *information =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        int descriptor = information == NULL ? -1 : information->connect_fd;
        *state = server->callbacks.opened(
            server->callbacks.context,
            descriptor,
            (struct chttp_connection *)connection
        );
    } else if (*state != NULL) {
        server->callbacks.closed(*state);
        *state = NULL;
    }
}

// Called before the library decodes the target in place.
static void *on_target(void *context, const char *target, struct MHD_Connection *connection) {
    struct chttp_server *server = context;
    const union MHD_ConnectionInfo *information =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    void *state = information == NULL ? NULL : information->socket_context;
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange == NULL || state == NULL) {
        free(exchange);
        return NULL;
    }
    exchange->target = target;
    exchange->target_length = strlen(target);
    exchange->request = server->callbacks.begun(state, target, exchange->target_length);
    return exchange;
}

// Walks the header lines and sees whether they are exact.
//
// libmicrohttpd up to 0.9.76 takes a bare LF for the end of a line, unfolds lines, and cuts a value
// at a NUL; none of that shows in what it reports. But it parses in place: it turns each line end
// into NULs and reports pointers into the block. So in an exact block a name follows two bytes
// after the value before it, and four bytes after the last value the block ends. Where a version
// should ever copy, every request would be refused, which the tests would notice.
struct header_walk {
    const struct chttp_callbacks *callbacks;
    void *request;
    const char *end;
    int is_exact;
};

static enum MHD_Result on_header(
    void *context,
    enum MHD_ValueKind kind,
    const char *name,
    size_t name_length,
    const char *value,
    size_t value_length
) {
    struct header_walk *walk = context;
    (void)kind;
    if (value == NULL || name != walk->end + 2) {
        walk->is_exact = 0;
        return MHD_NO;
    }
    walk->end = value + value_length;
    walk->callbacks->header(walk->request, name, name_length, value, value_length);
    return MHD_YES;
}

static int on_head(
    struct chttp_server *server,
    struct MHD_Connection *connection,
    struct exchange *exchange,
    const char *method,
    const char *version
) {
    size_t method_length = strlen(method);
    size_t version_length = strlen(version);
    const union MHD_ConnectionInfo *information =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    size_t size = information == NULL ? 0 : information->header_size;
    struct header_walk walk = {
        .callbacks = &server->callbacks,
        .request = exchange->request,
        .end = version + version_length,
        .is_exact = exchange->target == method + method_length + 1
            && version == exchange->target + exchange->target_length + 1,
    };
    if (walk.is_exact) MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_header, &walk);
    int is_exact = walk.is_exact && method + size == walk.end + 4;
    int minor = version_length == 8 ? version[7] - '0' : -1;
    return server->callbacks.head(
        exchange->request, method, method_length, minor, size, is_exact
    );
}

static enum MHD_Result on_request(
    void *context,
    struct MHD_Connection *connection,
    const char *url,
    const char *method,
    const char *version,
    const char *upload,
    size_t *upload_size,
    void **state
) {
    struct chttp_server *server = context;
    struct exchange *exchange = *state;
    (void)url;
    if (exchange == NULL) return MHD_NO;
    int verdict;
    if (!exchange->has_head) {
        exchange->has_head = 1;
        verdict = on_head(server, connection, exchange, method, version);
    } else if (*upload_size > 0) {
        verdict = server->callbacks.body(exchange->request, upload, *upload_size);
        *upload_size = 0;
    } else {
        verdict = server->callbacks.ready(exchange->request);
    }
    return verdict == CHTTP_GO_ON ? MHD_YES : MHD_NO;
}

static void on_completed(
    void *context,
    struct MHD_Connection *connection,
    void **state,
    enum MHD_RequestTerminationCode code
) {
    struct chttp_server *server = context;
    struct exchange *exchange = *state;
    (void)connection;
    (void)code;
    if (exchange == NULL) return;
    *state = NULL;
    server->callbacks.ended(exchange->request);
    free(exchange);
}

struct chttp_server *chttp_start(
    const struct chttp_callbacks *callbacks,
    unsigned connections_max,
    size_t connection_memory
) {
    struct chttp_server *server = calloc(1, sizeof *server);
    if (server == NULL) return NULL;
    server->callbacks = *callbacks;
    errno = 0;
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC
            | MHD_USE_NO_LISTEN_SOCKET,
        0, NULL, NULL, on_request, server,
        // Its own strictness asks for less than what is asked for outside, and where it refuses for
        // want of a Host it sends the head of its answer twice.
        MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_CONNECTION_LIMIT, connections_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
        // Its time-out is one of inactivity; the deadlines are kept outside.
        MHD_OPTION_CONNECTION_TIMEOUT, 0u,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
        MHD_OPTION_END
    );
    if (server->daemon != NULL) return server;
    int number = errno == 0 ? ENOMEM : errno;
    free(server);
    errno = number;
    return NULL;
}

void chttp_stop(struct chttp_server *server) {
    MHD_stop_daemon(server->daemon);
    free(server);
}

int chttp_add(struct chttp_server *server, int descriptor) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    memset(&address, 0, sizeof address);
    // The library only counts by it, which it is not asked to do.
    if (getpeername(descriptor, (struct sockaddr *)&address, &size) != 0) size = sizeof address;
    enum MHD_Result outcome =
        MHD_add_connection(server->daemon, descriptor, (struct sockaddr *)&address, size);
    return outcome == MHD_YES ? 0 : -1;
}

void chttp_suspend(struct chttp_connection *connection) {
    MHD_suspend_connection(inside(connection));
}

void chttp_resume(struct chttp_connection *connection) {
    MHD_resume_connection(inside(connection));
}

struct chttp_response *chttp_response_bytes(const void *bytes, size_t count) {
    return (struct chttp_response *)MHD_create_response_from_buffer(
        count, (void *)bytes, MHD_RESPMEM_MUST_COPY
    );
}

struct stream {
    void *stream;
    ssize_t (*read)(void *stream, void *bytes, size_t count);
    void (*over)(void *stream);
};

static ssize_t on_read(void *context, uint64_t position, char *bytes, size_t count) {
    struct stream *stream = context;
    (void)position;
    ssize_t outcome = stream->read(stream->stream, bytes, count);
    if (outcome == CHTTP_READ_ENDS) return MHD_CONTENT_READER_END_OF_STREAM;
    if (outcome != CHTTP_READ_FAILS || count == 0) return outcome;
    // libmicrohttpd 0.9.75 forgets a connection whose reader fails right after it was resumed: it
    // is marked as closed, and in no list that is looked at again. The socket is shut already, so
    // a byte never gets out; trying to send it ends the connection in the ordinary way.
    bytes[0] = 0;
    return 1;
}

static void on_over(void *context) {
    struct stream *stream = context;
    stream->over(stream->stream);
    free(stream);
}

struct chttp_response *chttp_response_stream(
    void *stream,
    ssize_t (*read)(void *stream, void *bytes, size_t count),
    void (*over)(void *stream)
) {
    struct stream *own = calloc(1, sizeof *own);
    if (own == NULL) return NULL;
    *own = (struct stream){.stream = stream, .read = read, .over = over};
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 16384, on_read, own, on_over);
    if (response == NULL) free(own);
    return (struct chttp_response *)response;
}

int chttp_response_header(struct chttp_response *response, const char *name, const char *value) {
    enum MHD_Result outcome =
        MHD_add_response_header((struct MHD_Response *)response, name, value);
    return outcome == MHD_YES ? 0 : -1;
}

int chttp_answer(
    struct chttp_connection *connection,
    unsigned status,
    struct chttp_response *response
) {
    struct MHD_Response *own = (struct MHD_Response *)response;
    enum MHD_Result outcome = MHD_queue_response(inside(connection), status, own);
    MHD_destroy_response(own);
    return outcome == MHD_YES ? 0 : -1;
}

void chttp_response_discard(struct chttp_response *response) {
    MHD_destroy_response((struct MHD_Response *)response);
}

const char *chttp_status_words(unsigned status) {
    return MHD_get_reason_phrase_for(status);
}
