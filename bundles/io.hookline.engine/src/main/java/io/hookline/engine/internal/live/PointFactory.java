package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.chain.OpenChains;
import io.hookline.engine.internal.chain.Shadow;
import io.hookline.engine.internal.chain.Timing;
import io.hookline.engine.internal.compile.ContractCode;
import io.hookline.engine.internal.compile.ReflectiveFacade;
import io.hookline.engine.internal.generation.ChainLookup;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.generation.PointFacade;
import io.hookline.engine.internal.generation.Slots;
import io.hookline.engine.release.ShadowObserver;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes points and links the hooks of their chains, in generated classes where possible. */
final class PointFactory {

    private static final Logger LOG = LoggerFactory.getLogger(PointFactory.class);

    private final Leases leases;
    private final Timing timing;
    private final @Nullable CompileQueue compiler;
    private final Executor shadows;
    /** Guarded by itself. Points hold the code of their contract; it is unloaded with the last of them. */
    private final Map<Class<?>, WeakReference<ContractCode>> codes = new WeakHashMap<>();

    /**
     * Makes points.
     *
     * @param compiler null if all chains are to stay loops
     * @param shadows runs candidates in the shadow of stable chains; refuses tasks that exceed its capacity
     */
    PointFactory(Leases leases, Timing timing, @Nullable CompileQueue compiler, Executor shadows) {
        this.leases = leases;
        this.timing = timing;
        this.compiler = compiler;
        this.shadows = shadows;
    }

    <T> Point<T> point(PointSpec<T> spec, Contract<T> contract) {
        return new Point<>(spec, contract, new PointLinker<>(contract, code(contract)));
    }

    private @Nullable ContractCode code(Contract<?> contract) {
        synchronized (codes) {
            WeakReference<ContractCode> known = codes.get(contract.type());
            ContractCode code = known == null ? null : known.get();
            if (code == null) {
                code = ContractCode.of(contract, leases).orElse(null);
                if (code == null) {
                    LOG.info(
                            "{} cannot be implemented by generated classes, which need a public contract: its points are"
                                    + " called through a proxy, which is slower",
                            contract.type().getName());
                    return null;
                }
                codes.put(contract.type(), new WeakReference<>(code));
            }
            return code;
        }
    }

    /** Makes the facade and the linked chains of one point. */
    final class PointLinker<T> {

        private final Contract<T> contract;
        private final @Nullable ContractCode code;
        private final OpenChains open = new OpenChains();

        private PointLinker(Contract<T> contract, @Nullable ContractCode code) {
            this.contract = contract;
            this.code = code;
        }

        /** The facade of the point. */
        PointFacade facade(ChainLookup point) {
            return code != null ? code.facade(point) : new ReflectiveFacade(point, contract, leases);
        }

        /** The facade as an object of the contract. */
        Object called(PointFacade facade) {
            return facade instanceof ReflectiveFacade reflective ? reflective.proxy() : facade;
        }

        /** Links hooks of the point. */
        LinkedChain link(Point<T> point, List<ChainEntry> hooks) {
            return link(point, hooks, null);
        }

        /** The same, with a candidate's chain in their shadow; such a chain stays a loop. */
        LinkedChain shadowed(Point<T> point, List<ChainEntry> hooks, LinkedChain candidate, ShadowObserver observer) {
            return link(point, hooks, new Shadow(candidate, observer, leases, shadows));
        }

        private LinkedChain link(Point<T> point, List<ChainEntry> hooks, @Nullable Shadow shadow) {
            Dispatch.LoopMaker loops = code != null ? code : ReflectiveFacade::loop;
            Runnable compileRequest = null;
            if (shadow == null && code != null && compiler != null && CompileQueue.isWorthwhile(hooks)) {
                compileRequest = () -> compiler.request(point, code);
            }
            int methods = contract.methods().size();
            Slots slots = leases.generations().slots();
            LinkedChain chain = new LinkedChain(
                    point.spec(),
                    contract,
                    hooks,
                    open,
                    hooks.isEmpty() ? slots.shared(methods) : slots.reserve(methods),
                    timing,
                    loops,
                    compileRequest,
                    shadow);
            chain.open();
            return chain;
        }
    }
}
