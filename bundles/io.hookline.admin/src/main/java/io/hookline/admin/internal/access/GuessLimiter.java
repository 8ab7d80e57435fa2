package io.hookline.admin.internal.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down those who guess credentials: after {@value #FREE} different wrong ones, an address waits a second, and
 * twice as long after each further one, up to {@value #LONGEST_S} seconds. The same wrong one again is no guess: a
 * script with an old token does not lock out its neighbours. Who has a session is not concerned. Safe for use by many
 * threads.
 */
public final class GuessLimiter {

    private static final int FREE = 5;
    private static final int LONGEST_S = 60;
    private static final int MOST_ADDRESSES = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private final Clock clock;

    /** By address, those first that guessed longest ago; guarded by this object. */
    private final Map<String, Guesses> addresses = new LinkedHashMap<>();

    public GuessLimiter(Clock clock) {
        this.clock = clock;
    }

    /** For how many seconds an address has to wait; 0 if it has not. */
    public synchronized long secondsToWait(String address) {
        Guesses guesses = addresses.get(address);
        if (guesses == null) {
            return 0;
        }
        long millis = Duration.between(clock.instant(), guesses.until).toMillis();
        return millis <= 0 ? 0 : (millis + 999) / 1_000;
    }

    /** A wrong credential came from an address. */
    public synchronized void failed(String address, String credential) {
        Instant now = clock.instant();
        Guesses before = addresses.remove(address);
        Guesses guesses = before == null || before.last.plus(FORGOTTEN_AFTER).isBefore(now) ? new Guesses(now) : before;
        if (addresses.size() >= MOST_ADDRESSES) {
            addresses.remove(addresses.keySet().iterator().next());
        }
        addresses.put(address, guesses);
        guesses.add(Secrets.digest(credential), now);
    }

    /** A right credential came from an address. */
    public synchronized void succeeded(String address) {
        addresses.remove(address);
    }

    private static final class Guesses {

        private final Deque<String> recent = new ArrayDeque<>();
        private int count;
        private Instant last;
        private Instant until;

        Guesses(Instant now) {
            last = now;
            until = now;
        }

        void add(String digest, Instant now) {
            if (recent.contains(digest)) {
                return;
            }
            if (recent.size() == FREE) {
                recent.removeFirst();
            }
            recent.addLast(digest);
            last = now;
            count++;
            if (count >= FREE) {
                until = now.plusSeconds(Math.min(LONGEST_S, 1L << Math.min(count - FREE, 10)));
            }
        }
    }
}
