package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.ReleaseVersion;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.HookGuard;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.contract.ContractCheck;
import io.hookline.engine.release.ReleaseHook;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live set's entry for one hook service. All state is guarded by the live set's lock. */
final class HookEntry implements Place.Candidate {

    private final HookSource source;
    private final Guarding guards;
    private volatile HookInfo info;
    private ReleaseVersion version;
    private Place place = new Place();
    private @Nullable String contractBreach;
    private final long replaces;
    private @Nullable Refusal refusal;
    private @Nullable ActiveHook active;
    private @Nullable Verdict verdict;
    private @Nullable Thread activating;
    private boolean gone;
    private @Nullable ChainEntry standingBy;
    private @Nullable ChainEntry called;

    HookEntry(HookSource source, Guarding guards) {
        this.source = source;
        this.guards = guards;
        this.replaces = source.replaces();
        this.info = source.info();
        this.version = info.version();
    }

    HookSource source() {
        return source;
    }

    /** Id of the service whose place the hook takes, or {@link HookSource#NOTHING}. */
    long replaces() {
        return replaces;
    }

    /** Whether a hook takes the place of this one. */
    boolean isReplacedBy(HookEntry other) {
        return other.replaces == info.id() && other.info.release().equals(info.release());
    }

    @Override
    public HookInfo info() {
        return info;
    }

    @Override
    public ReleaseVersion version() {
        return version;
    }

    @Override
    public Place place() {
        return place;
    }

    /** The hook shares a place at the point that it names now. */
    void take(Place shared) {
        place = shared;
    }

    void inform(HookInfo changed) {
        this.info = changed;
        this.version = changed.version();
        if (active != null) {
            active.record().guard().informed();
        }
    }

    @Nullable
    Refusal refusal() {
        return refusal;
    }

    void refuse(RefusalReason reason, String detail) {
        this.refusal = new Refusal(reason, detail);
    }

    void accept() {
        this.refusal = null;
    }

    /** The hook has shown that it does not keep its contract: it is refused from now on. */
    void breakContract(String detail) {
        contractBreach = detail;
    }

    /** How the hook has broken its contract; null if it has not. */
    @Nullable
    String contractBreach() {
        return contractBreach;
    }

    /** Claims the right to fetch the service; false if it is there, being fetched, or gone. */
    boolean claimActivation() {
        if (active != null || activating != null || gone) {
            return false;
        }
        activating = Thread.currentThread();
        return true;
    }

    void activationFailed(String detail) {
        activating = null;
        refuse(RefusalReason.ACTIVATION_FAILED, detail);
    }

    /** Takes the service; false if the entry is gone by now, so that the service has to be given back. */
    boolean activated(Object service) {
        if (gone) {
            activating = null;
            return false;
        }
        active = new ActiveHook(service, new HookRecord(guards.guard(() -> info, source.runner())));
        return true;
    }

    /** The thread that fetched the service has attached and published the hook. */
    void activationEnded() {
        activating = null;
    }

    /** The task that attaches the hook to its runner for a point; null if it is refused, or attached already. */
    @Nullable
    Runnable attaching(PointSpec<?> spec) {
        ActiveHook hook = active;
        if (hook == null || refusal != null || hook.record().guard().isSettled(spec)) {
            return null;
        }
        ChainEntry entry = new ChainEntry(info, hook.service(), hook.record());
        return () -> hook.record().guard().attach(spec, entry);
    }

    /** Whether another thread is fetching the service. */
    boolean isActivatingElsewhere() {
        return activating != null && activating != Thread.currentThread();
    }

    /** Whether the service was fetched. */
    boolean isActive() {
        return active != null;
    }

    /** Whether the service was fetched and is attached to its runner, so that chains at a point can hold the hook. */
    boolean isReady(PointSpec<?> spec) {
        ActiveHook hook = active;
        return hook != null && hook.record().guard().isAttached(spec);
    }

    /** The hook, which is ready, as a chain holds it that does not call it. The same object while nothing changes. */
    @SuppressWarnings("ReferenceEquality") // Any change of the properties makes a new description.
    ChainEntry standingBy() {
        ActiveHook hook = ready();
        ChainEntry known = standingBy;
        if (known == null || known.info() != info || known.record() != hook.record()) {
            known = new ChainEntry(info, hook.service(), hook.record());
            standingBy = known;
        }
        return known;
    }

    /** The hook, which is ready, as chains at a point call it. The same object while nothing changes. */
    @SuppressWarnings("ReferenceEquality") // Any change of the properties makes a new description.
    ChainEntry called(PointSpec<?> spec) {
        ActiveHook hook = ready();
        Object guarded = hook.record().guard().target(spec);
        Object target = guarded == null ? hook.service() : guarded;
        boolean nonBlocking = hook.record().guard().isNonBlocking(target);
        ChainEntry known = called;
        if (known == null
                || known.info() != info
                || known.record() != hook.record()
                || known.target() != target
                || known.nonBlocking() != nonBlocking) {
            known = new ChainEntry(info, hook.service(), hook.record(), target, nonBlocking);
            called = known;
        }
        return known;
    }

    private ActiveHook ready() {
        ActiveHook hook = active;
        if (hook == null) {
            throw new IllegalStateException("a candidate for a chain has no service");
        }
        return hook;
    }

    /**
     * What is wrong with the hook's service for a contract, in words; null if nothing is, or it was never fetched. The
     * answer stays when the service is given back: its class will be the same.
     */
    @Nullable
    String mismatch(ContractCheck contracts, String point, Class<?> contract) {
        if (!source.runner().isEmpty()) {
            // The runner turns it into an object of the contract.
            return null;
        }
        ActiveHook hook = active;
        Verdict known = verdict;
        if (known != null && known.isAbout(contract)) {
            return known.problem();
        }
        if (hook == null) {
            return null;
        }
        String problem = contracts.ofService(point, contract, hook.service());
        verdict = new Verdict(new WeakReference<>(contract), problem);
        return problem;
    }

    /** The hook as deployment sees it. */
    ReleaseHook report() {
        Refusal refused = refusal;
        ActiveHook hook = active;
        HookRecord record = hook == null ? new HookRecord() : hook.record();
        // Ahead of the calls, which are then no fewer.
        long failures = record.failures();
        return new ReleaseHook(
                info.point(),
                info.name(),
                refused == null ? null : refused.reason(),
                refused == null ? null : refused.detail(),
                record.calls(),
                failures,
                record.lastFailure(),
                record.inFlight(),
                record.latencies());
    }

    /** Forgets the service, which the caller then gives back; null if there is none. */
    @Nullable
    HookRecord deactivate() {
        ActiveHook hook = active;
        active = null;
        standingBy = null;
        called = null;
        return hook == null ? null : hook.record();
    }

    void goAway() {
        gone = true;
    }

    /** Gives each hook that is fetched its guard. */
    @FunctionalInterface
    interface Guarding {

        /** A guard for a hook whose properties may change. If a runner is named, only that one can run the hook. */
        HookGuard guard(Supplier<HookInfo> info, String onlyRunner);
    }

    /**
     * Why a hook is in no chain.
     *
     * @param reason the kind
     * @param detail the words
     */
    record Refusal(RefusalReason reason, String detail) {}

    /** The cached result of checking a service against a contract, because every change at its point asks for it. */
    private record Verdict(WeakReference<Class<?>> contract, @Nullable String problem) {

        boolean isAbout(Class<?> other) {
            return contract.refersTo(other);
        }
    }

    private record ActiveHook(Object service, HookRecord record) {}
}
