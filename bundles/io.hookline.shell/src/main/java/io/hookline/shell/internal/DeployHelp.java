package io.hookline.shell.internal;

/** What {@code help} says about the commands that deploy. */
final class DeployHelp {

    static final String SOURCES = "FILE|URL|PLUGIN@VERSION…";

    static final String PLAN =
            """
            what deploying jars would do; changes nothing
               Shows the version gate, resolving, the chains before and after, and the blast radius.

               hook:plan [OPTION…] FILE|URL|PLUGIN@VERSION…

               --waive PLUGIN,…   accept that the versions of these plugins lie about their changes
               --downgrade        let an older release replace a newer one
               --force            accept that other bundles restart, or that a required hook goes
               --json             print JSON instead of text
            """;

    static final String DEPLOY =
            """
            bring plugins in, all in one generation
               A release that runs is replaced, drained and removed. What is refused has changed nothing.
               Ctrl-C cancels, up to the moment of publishing.

               hook:deploy [OPTION…] FILE|URL|PLUGIN@VERSION…

               --waive PLUGIN,…   accept that the versions of these plugins lie about their changes
               --downgrade        let an older release replace a newer one
               --force            accept that other bundles restart, or that a required hook goes
               --ready SECONDS    how long new releases may take to become ready
               --json             print JSON instead of text
            """;

    static final String SWAP =
            """
            as hook:deploy, but each jar has to replace a release that runs

               hook:swap [OPTION…] FILE|URL|PLUGIN@VERSION…

               The options are those of hook:deploy.
            """;

    static final String REMOVE =
            """
            take plugins out, all in one generation, once the calls in them have ended

               hook:remove [OPTION…] PLUGIN…

               --force   accept that other bundles restart, or that a required hook goes
               --json    print JSON instead of text

               A plugin may be called by the last part of its name where that is the only one.
            """;

    static final String STOP =
            """
            stop plugins, all in one generation, once the calls in them have ended
               They stay in the desired set, and stay stopped over restarts, until hook:start.

               hook:stop [OPTION…] PLUGIN…

               --force   accept that others need them, or that a required hook goes
               --json    print JSON instead of text

               A plugin may be called by the last part of its name where that is the only one.
            """;

    static final String START =
            """
            start plugins that are stopped, or that did not start, all in one generation

               hook:start [OPTION…] PLUGIN…

               --force           accept that a required hook goes
               --ready SECONDS   how long they may take to become ready
               --json            print JSON instead of text
            """;

    static final String ROLLBACK =
            """
            go back to an earlier set, in one generation, from the store

               hook:rollback [OPTION…] [SET]

               SET       a number as in hook:history; without it, the set before the current one
               --force   accept that other bundles restart, or that a required hook goes
               --json    print JSON instead of text
            """;

    static final String HISTORY =
            """
            the desired sets that are kept, newest first: when, why, and what was waived

               hook:history [--json]
            """;

    static final String STATUS =
            """
            every release: state, heartbeat, calls, failures, p99, and what is wrong

               hook:status [OPTION…]

               --all    closed releases as well that a newer row stands for
               --json   print JSON instead of text; always has all

               LOADED (stopped, or about to run), RUNNING, CANARY, STOPPING, CLOSED (its jar is kept), FAILED, QUARANTINED.
               HEARTBEAT is how long ago a call of its hooks ended, or its health check passed.
            """;

    static final String QUARANTINE =
            """
            what is not to run, and why; with a release and a reason, forbid it

               hook:quarantine [--json]
               hook:quarantine PLUGIN VERSION REASON…

               A canary of it is taken out at once; a stable release goes on until it is replaced.
            """;

    static final String PAROLE =
            """
            let a release out of quarantine; that does not start it

               hook:parole PLUGIN VERSION
            """;

    static final String LEAKS =
            """
            whether the classes of removed releases are gone, and what holds those that are not

               hook:leaks [--json]
               hook:leaks --heap PLUGIN VERSION

               --heap   search a dump of the heap for what holds a release;
                        stops all threads for some seconds
            """;

    private DeployHelp() {}
}
