package io.hookline.shell.internal;

/** What {@code help} says about the command that makes calls. */
final class LoadHelp {

    static final String LOAD =
            """
            call a hook point at a given rate, and print throughput, latencies and errors
               The calls are real: they run the point's hooks, with all that these do, and are counted in
               hook:stats, hook:status and by canaries. The host's own calls go on beside them.

               hook:load [OPTION…] POINT

               --rate N              calls a second, all threads together; by default, and with 0, as fast
                                     as it goes
               --threads N           how many calls there are at once at most, 2 by default
               --for TIME            how long calls are counted, such as 10s, 5m or 1h; 10s by default
               --warm-up TIME        how long calls are made before that, 1s by default
               --arg NAME=VALUE      what is to be different from the host's sample of a call, where it
                                     publishes one; may be given several times. For the gateway: :method,
                                     :path, and header fields; for db.pre-save: title, and fields
               --arg VALUE           for a point without a sample: an argument of the method that is a
                                     text, a number or a constant, in order
               --method NAME         which of the contract's methods, where there is no sample and it has
                                     several
               --timeout TIME        the deadline of the call's HookContext, where there is no sample; by
                                     default there is none
               --max-errors PERCENT  fail if more calls are errors than that, 0 by default
               --json                print JSON, and nothing on the way

               hook:load --rate 1000 --arg X-API-Key=KEY --arg :path=/records http.pre-request

               With --rate each call has its moment, whatever becomes of those before it, and its latency
               counts from then: a hook that stalls is seen to stall. Ctrl-C ends it early, with the report
               so far. For requests over HTTP: hookline load URL.
            """;

    private LoadHelp() {}
}
