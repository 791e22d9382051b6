#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// libmicrohttpd, as far as Worklead needs it: one thread that serves connections which somebody
// else has accepted. All callbacks run on that thread.

struct chttp_server;
struct chttp_connection;
struct chttp_response;

/// What a callback wants to happen with the connection.
enum chttp_verdict {
    /// It goes on, or it waits where it was suspended, or it is answered where an answer was given.
    CHTTP_GO_ON = 0,
    /// It is closed at once.
    CHTTP_CLOSE = 1,
};

struct chttp_callbacks {
    void *context;
    /// A connection is taken up; the result is what later calls know it by.
    void *(*opened)(void *context, int descriptor, struct chttp_connection *connection);
    /// The connection is about to be closed. The descriptor still belongs to it.
    void (*closed)(void *connection);
    /// A request line is complete; the result is what later calls know the request by.
    void *(*begun)(void *connection, const char *target, size_t length);
    void (*header)(
        void *request,
        const char *name,
        size_t name_length,
        const char *value,
        size_t value_length
    );
    /// The header block is complete, and all of it was reported. `is_exact` tells whether each of
    /// its lines ends with CR and LF, has no NUL and is not folded. `minor` is that of HTTP/1.
    int (*head)(
        void *request,
        const char *method,
        size_t method_length,
        int minor,
        size_t size,
        int is_exact
    );
    int (*body)(void *request, const void *bytes, size_t count);
    /// The request is complete; called again after the connection was resumed.
    int (*ready)(void *request);
    /// The request is over, however it ended.
    void (*ended)(void *request);
};

/// Starts the thread. NULL: errno says why. The callbacks are copied.
struct chttp_server *chttp_start(
    const struct chttp_callbacks *callbacks,
    unsigned connections_max,
    size_t connection_memory
);
/// Ends the thread and closes what is left. No connection may be suspended.
void chttp_stop(struct chttp_server *server);
/// Hands a connection over, which is closed in any case. -1: it could not be taken.
int chttp_add(struct chttp_server *server, int descriptor);

/// Nothing is read from the connection or written to it until it is resumed.
void chttp_suspend(struct chttp_connection *connection);
/// To be called once after each suspension, from any thread.
void chttp_resume(struct chttp_connection *connection);

/// A response with a body of these bytes, which are copied. NULL: there is no memory.
struct chttp_response *chttp_response_bytes(const void *bytes, size_t count);

#define CHTTP_READ_WAITS 0
#define CHTTP_READ_ENDS (-1)
#define CHTTP_READ_FAILS (-2)
/// A response whose body is read piece by piece. `read` gives the count of the bytes it wrote, or
/// one of the above; where it waits it has suspended the connection, and where it fails it has shut
/// the socket. `over` is called once.
struct chttp_response *chttp_response_stream(
    void *stream,
    ssize_t (*read)(void *stream, void *bytes, size_t count),
    void (*over)(void *stream)
);
/// -1: the name or the value is one that can't be sent.
int chttp_response_header(struct chttp_response *response, const char *name, const char *value);
/// Answers the request and gives the response up. -1: that can't be done any more.
int chttp_answer(
    struct chttp_connection *connection,
    unsigned status,
    struct chttp_response *response
);
/// Gives up a response that was not sent.
void chttp_response_discard(struct chttp_response *response);

/// The words that go with a status. Static text.
const char *chttp_status_words(unsigned status);
