#include <pthread.h>
#include <stddef.h>

/* Threads that Java knows nothing of, for ForeignThreadTest. */

typedef void (*callback)(void *user);

typedef struct {
    callback run;
    void *user;
    int times;
} work;

static void *start(void *argument) {
    work *given = argument;
    for (int i = 0; i < given->times; i++) {
        given->run(given->user);
    }
    return NULL;
}

/* Calls back so many times on each of so many threads, one thread after the other. */
int call_on_threads(callback run, void *user, int threads, int times) {
    work given = {run, user, times};
    for (int i = 0; i < threads; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, start, &given) != 0) {
            return -1;
        }
        pthread_join(thread, NULL);
    }
    return 0;
}

/* Calls back on so many threads at once. */
int call_on_threads_at_once(callback run, void *user, int threads, int times) {
    work given = {run, user, times};
    pthread_t all[64];
    if (threads > 64) {
        return -1;
    }
    for (int i = 0; i < threads; i++) {
        if (pthread_create(&all[i], NULL, start, &given) != 0) {
            return -1;
        }
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(all[i], NULL);
    }
    return 0;
}
