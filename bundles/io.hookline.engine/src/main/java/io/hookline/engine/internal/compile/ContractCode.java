package io.hookline.engine.internal.compile;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.generation.ChainLookup;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.generation.PointFacade;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generated classes of one contract. It makes a class for each of its chains. Safe for use by many threads. */
public final class ContractCode implements Dispatch.LoopMaker {

    private static final Logger LOG = LoggerFactory.getLogger(ContractCode.class);

    private final CodeHome home;
    private final DispatchBase base;
    private final Leases leases;
    private final MethodHandle facades;
    private final VarHandle bound;
    private final MethodHandle loops;

    private ContractCode(
            CodeHome home,
            DispatchBase base,
            Leases leases,
            MethodHandle facades,
            VarHandle bound,
            MethodHandle loops) {
        this.home = home;
        this.base = base;
        this.leases = leases;
        this.facades = facades;
        this.bound = bound;
        this.loops = loops;
    }

    /** Generates the classes of a contract; empty if no class loader sees both the contract and the core. */
    public static Optional<ContractCode> of(Contract<?> contract, Leases leases) {
        return CodeHome.of(contract.type()).flatMap(home -> {
            try {
                DispatchBase base = DispatchBase.of(contract, home);
                MethodHandles.Lookup facade = home.define(FacadeWriter.write(contract, home.internalPackage(), base));
                MethodHandles.Lookup loop =
                        home.define(LoopDispatchWriter.write(contract, home.internalPackage(), base));
                return Optional.of(new ContractCode(
                        home,
                        base,
                        leases,
                        constructor(facade, PointFacade.class, ChainLookup.class, Leases.class, VarHandle.class),
                        facade.findVarHandle(facade.lookupClass(), FacadeWriter.BOUND, base.type()),
                        constructor(loop, Dispatch.class, LinkedChain.class, long.class, boolean.class)));
            } catch (ReflectiveOperationException | LinkageError e) {
                LOG.warn("no class can be generated for {}", contract.type().getName(), e);
                return Optional.empty();
            }
        });
    }

    /** A facade of a point of this contract. */
    public PointFacade facade(ChainLookup point) {
        try {
            return (PointFacade) facades.invokeExact(point, leases, bound);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Dispatch make(LinkedChain chain, long number, boolean timed) {
        try {
            return (Dispatch) loops.invokeExact(chain, number, timed);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Generates the class of a chain.
     *
     * @throws LinkageError if the JVM refuses it
     */
    public Dispatch compile(LinkedChain chain) {
        Generations generations = leases.generations();
        List<ChainEntry> hooks = chain.all();
        List<@Nullable Object> constants = new ArrayList<>(List.of(LeaseEmitter.values(generations)));
        constants.add(chain);
        constants.add(chain.spec().fallback());
        hooks.forEach(hook -> constants.add(hook.target()));
        boolean fenced = generations.barrier().callsFence();
        byte[] bytes = CompiledDispatchWriter.write(chain, home.internalPackage(), base, fenced);
        try {
            MethodHandles.Lookup body = home.define(bytes, constants.toArray());
            return (Dispatch) constructor(body, Dispatch.class, LinkedChain.class, long.class)
                    .invokeExact(chain, Dispatch.UNBOUND);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle constructor(MethodHandles.Lookup generated, Class<?> as, Class<?>... parameters)
            throws ReflectiveOperationException {
        return generated
                .findConstructor(generated.lookupClass(), MethodType.methodType(void.class, parameters))
                .asType(MethodType.methodType(as, parameters));
    }
}
