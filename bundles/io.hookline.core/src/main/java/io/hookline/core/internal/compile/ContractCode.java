package io.hookline.core.internal.compile;

import io.hookline.core.internal.chain.ChainBody;
import io.hookline.core.internal.chain.ChainRuntime;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.generation.Generations;
import io.hookline.core.internal.generation.Leases;
import io.hookline.core.internal.generation.PointChain;
import io.hookline.core.internal.generation.PointFacade;
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

/** The generated classes of one contract, and the way to make a class for one of its chains. Safe for use by many threads. */
public final class ContractCode implements ChainBody.LoopMaker {

    private static final Logger LOG = LoggerFactory.getLogger(ContractCode.class);

    private final CodeHome home;
    private final BodyBase base;
    private final Leases leases;
    private final MethodHandle facades;
    private final VarHandle bound;
    private final MethodHandle loops;

    private ContractCode(
            CodeHome home, BodyBase base, Leases leases, MethodHandle facades, VarHandle bound, MethodHandle loops) {
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
                BodyBase base = BodyBase.of(contract, home);
                MethodHandles.Lookup facade = home.define(FacadeWriter.write(contract, home.internalPackage(), base));
                MethodHandles.Lookup loop = home.define(LoopBodyWriter.write(contract, home.internalPackage(), base));
                return Optional.of(new ContractCode(
                        home,
                        base,
                        leases,
                        constructor(facade, PointFacade.class, PointChain.class, Leases.class, VarHandle.class),
                        facade.findVarHandle(facade.lookupClass(), FacadeWriter.BOUND, base.type()),
                        constructor(loop, ChainBody.class, ChainRuntime.class, long.class, boolean.class)));
            } catch (ReflectiveOperationException | LinkageError e) {
                LOG.warn("no class can be generated for {}", contract.type().getName(), e);
                return Optional.empty();
            }
        });
    }

    /** A facade of a point of this contract. */
    public PointFacade facade(PointChain point) {
        try {
            return (PointFacade) facades.invokeExact(point, leases, bound);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ChainBody make(ChainRuntime chain, long number, boolean timed) {
        try {
            return (ChainBody) loops.invokeExact(chain, number, timed);
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
    public ChainBody compile(ChainRuntime chain) {
        Generations generations = leases.generations();
        List<ChainedHook> hooks = chain.all();
        List<@Nullable Object> constants = new ArrayList<>(List.of(LeaseEmitter.values(generations)));
        constants.add(chain);
        constants.add(chain.spec().fallback());
        hooks.forEach(hook -> constants.add(hook.callee()));
        boolean fenced = generations.barrier().callsFence();
        byte[] bytes = CompiledBodyWriter.write(chain, home.internalPackage(), base, fenced);
        try {
            MethodHandles.Lookup body = home.define(bytes, constants.toArray());
            return (ChainBody) constructor(body, ChainBody.class, ChainRuntime.class, long.class)
                    .invokeExact(chain, ChainBody.UNBOUND);
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
