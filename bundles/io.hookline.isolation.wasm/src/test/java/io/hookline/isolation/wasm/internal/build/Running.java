package io.hookline.isolation.wasm.internal.build;

import io.hookline.api.HookRefusedException;
import io.hookline.api.HookTimeoutException;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.HeldLease;
import io.hookline.engine.runner.RunnerContext;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What tests need to attach hooks of modules without an engine of hooks. */
public final class Running implements RunnerContext {

    /** What the tests' operator lets modules have. */
    public static final WasmSettings SETTINGS = new WasmSettings(
            1 << 20, 16, Duration.ofSeconds(30), 8, 100, 3, Duration.ofSeconds(60), Set.of(), Map.of());

    private final List<String> trips = new ArrayList<>();

    /** Why breakers were opened. */
    public List<String> trips() {
        return trips;
    }

    /** A request to attach a hook of a contract, without any codec. */
    public AttachRequest request(Class<?> contract, String point) {
        Contract<?> read = Contract.of(contract);
        return new AttachRequest() {
            @Override
            public Contract<?> contract() {
                return read;
            }

            @Override
            public HookInfo info() {
                return Running.this.info(point);
            }

            @Override
            public Object hook() {
                return "a hook";
            }

            @Override
            public GuardSettings settings() {
                return GuardSettings.DEFAULT;
            }

            @Override
            public RunnerContext context() {
                return Running.this;
            }

            @Override
            public <C extends Codec> C codec(Class<C> kind) throws AttachException {
                throw new AttachException("no codec is installed");
            }
        };
    }

    private HookInfo info(String point) {
        return new HookInfo(
                1, point, "hook", new ReleaseId("plugin", "1.0.0", 1), 0, List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public HookInfo info() {
        return info("point");
    }

    @Override
    public GuardSettings settings() {
        return GuardSettings.DEFAULT;
    }

    @Override
    public HeldLease hold() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public HookRefusedException refusal(String reason) {
        return new HookRefusedException("hook", reason);
    }

    @Override
    public HookTimeoutException timeout(Duration limit) {
        return new HookTimeoutException("hook", limit);
    }

    @Override
    public int callHangs() {
        return 0;
    }

    @Override
    public int callReturned() {
        return 0;
    }

    @Override
    public int hanging() {
        return 0;
    }

    @Override
    public void used(long cpuNanos, long allocatedBytes) {}

    @Override
    public void trip(String reason) {
        trips.add(reason);
    }

    @Override
    public void reattach() {}
}
