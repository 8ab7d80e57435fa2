package io.hookline.plugin.jwt.internal;

import io.hookline.common.identity.VerificationKeys;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One issuer whose tokens are accepted: its rules and its keys, each of which may change. Safe for many threads. */
final class Issuer implements AutoCloseable {

    private final String name;
    private final Clock clock;
    private final Environment environment;
    private volatile IssuerSettings settings;
    private volatile KeyRefresh refresh;
    private volatile @Nullable Trust trust;
    private @Nullable VerificationKeys keys;

    /** Begins to fetch the keys. */
    Issuer(String name, IssuerSettings settings, Clock clock, Environment environment) {
        this.name = name;
        this.clock = clock;
        this.environment = environment;
        this.settings = settings;
        this.refresh = refreshOf(settings);
        refresh.begin();
    }

    /** Fetches from the configured place, on a thread of its own. */
    static Issuer create(String name, IssuerSettings settings) {
        return new Issuer(name, settings, Clock.systemUTC(), new Environment() {
            @Override
            public KeySource source(IssuerSettings.Origin origin) {
                return origin.file() != null
                        ? new FileKeySource(origin.file())
                        : new WebKeySource(origin.issuer(), origin.url(), origin.timeout());
            }

            @Override
            public Timer timer() {
                return Timer.onThread("hookline-jwt-keys");
            }

            @Override
            public LongSupplier nanoClock() {
                return System::nanoTime;
            }
        });
    }

    /** Whether it states this claim {@code iss}. */
    boolean isNamed(String iss) {
        return settings.rules().issuer().equals(iss);
    }

    /** What is believed now; null while there are no keys, or only keys that are too old. */
    @Nullable
    Trust trust() {
        Trust current = trust;
        return current != null && refresh.isFresh() ? current : null;
    }

    /** A token names a key that is not there. Returns at once. */
    void keyIsUnknown() {
        refresh.keyIsUnknown();
    }

    /** Completes when its keys have been fetched once, or could not be. */
    CompletableFuture<Void> firstAttempt() {
        return refresh.firstAttempt();
    }

    /** Why it cannot accept tokens, for an operator; null if it can. */
    @Nullable
    String problem() {
        if (trust() != null) {
            return null;
        }
        String reason = refresh.problem();
        return "there are no keys of " + name + " (" + settings.rules().issuer() + "), so its tokens get 503: "
                + (reason == null ? "they are being fetched" : reason + "; it is tried again");
    }

    /** The claim {@code iss} that it states. */
    String iss() {
        return settings.rules().issuer();
    }

    /** Changes its settings. Keys of another place than before are not believed: it has none until they are fetched. */
    synchronized void change(IssuerSettings changed) {
        IssuerSettings before = settings;
        settings = changed;
        if (!changed.origin().isSameAs(before.origin())) {
            keys = null;
            trust = null;
            refresh.close();
            refresh = refreshOf(changed);
            refresh.begin();
            return;
        }
        trust = keys == null ? null : new Trust(changed.rules(), keys, clock);
        refresh.changePace(changed.pace());
    }

    @Override
    public synchronized void close() {
        trust = null;
        keys = null;
        refresh.close();
    }

    private KeyRefresh refreshOf(IssuerSettings from) {
        return new KeyRefresh(
                name,
                environment.source(from.origin()),
                from.pace(),
                environment.timer(),
                environment.nanoClock(),
                this::keysArrived);
    }

    private synchronized void keysArrived(KeyRefresh from, VerificationKeys arrived) {
        if (from == refresh) {
            keys = arrived;
            trust = new Trust(settings.rules(), arrived, clock);
        }
    }

    /** What an issuer needs from around it. */
    interface Environment {

        /** Where the keys are. */
        KeySource source(IssuerSettings.Origin origin);

        /** Runs the fetches. */
        Timer timer();

        /** Measures their age. */
        LongSupplier nanoClock();
    }
}
