package io.hookline.core.internal.compile;

import io.hookline.core.internal.chain.ChainBody;
import io.hookline.core.internal.chain.ChainRuntime;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.contract.ContractMethod;
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

/** The generated classes of one contract, and the way to make a class for one of its chains. Safe for use by many threads. */
public final class ContractCode implements ChainBody.LoopMaker {

    private final CodeHome home;
    private final Class<?> bodyBase;
    private final MethodHandle facades;
    private final VarHandle bound;
    private final MethodHandle loops;

    private ContractCode(CodeHome home, Class<?> bodyBase, MethodHandle facades, VarHandle bound, MethodHandle loops) {
        this.home = home;
        this.bodyBase = bodyBase;
        this.facades = facades;
        this.bound = bound;
        this.loops = loops;
    }

    /** Generates the classes of a contract; empty if no class loader sees both the contract and the core. */
    public static Optional<ContractCode> of(Contract<?> contract, Leases leases) {
        return CodeHome.of(contract.type()).flatMap(home -> {
            Generations generations = leases.generations();
            boolean fenced = generations.barrier().callsFence();
            try {
                Class<?> bodyBase = bodyBase(contract, home);
                MethodHandles.Lookup facade = home.define(
                        FacadeWriter.write(contract, home.internalPackage(), bodyBase, fenced),
                        generations.slots().table(),
                        generations.slots(),
                        generations,
                        leases);
                MethodHandles.Lookup loop =
                        home.define(LoopBodyWriter.write(contract, home.internalPackage(), bodyBase));
                return Optional.of(new ContractCode(
                        home,
                        bodyBase,
                        constructor(facade, PointFacade.class, PointChain.class, VarHandle.class),
                        facade.findVarHandle(facade.lookupClass(), FacadeWriter.BOUND, bodyBase),
                        constructor(loop, ChainBody.class, ChainRuntime.class, long.class, boolean.class)));
            } catch (ReflectiveOperationException | LinkageError e) {
                return Optional.empty();
            }
        });
    }

    /** A facade of a point of this contract. */
    public PointFacade facade(PointChain point) {
        try {
            return (PointFacade) facades.invokeExact(point, bound);
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
        List<ChainedHook> hooks = chain.all();
        List<@Nullable Object> constants = new ArrayList<>();
        constants.add(chain);
        constants.add(chain.spec().fallback());
        hooks.forEach(hook -> constants.add(hook.service()));
        byte[] bytes = CompiledBodyWriter.write(chain, hooks, home.internalPackage(), bodyBase);
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

    /** The abstract class of all bodies of a contract, through which facades reach them by the shortest way. */
    private static Class<?> bodyBase(Contract<?> contract, CodeHome home) throws IllegalAccessException {
        GeneratedClass base = GeneratedClass.ofBase(home.internalPackage(), contract.type(), "Body", ChainBody.class);
        base.constructor(ChainRuntime.class, long.class);
        base.constructor(ChainRuntime.class, long.class, boolean.class);
        for (ContractMethod method : contract.methods()) {
            if (!method.isAsync()) {
                // Stated again, so that they get places in the class's own table, default methods included.
                base.abstractMethod(method.method());
            }
        }
        return home.defineNamed(base.name, base.bytes());
    }

    private static MethodHandle constructor(MethodHandles.Lookup generated, Class<?> as, Class<?>... parameters)
            throws ReflectiveOperationException {
        return generated
                .findConstructor(generated.lookupClass(), MethodType.methodType(void.class, parameters))
                .asType(MethodType.methodType(as, parameters));
    }
}
