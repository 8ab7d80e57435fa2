package io.hookline.engine.internal.compile;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.chain.BoundObject;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes objects of a contract whose methods are method handles. Each gets a class of its own that holds the handles as
 * constants, so that a call through it is compiled like handwritten code. The class is unloaded with the object.
 */
public final class BoundHook {

    private static final String HANDLE = "handle";

    private BoundHook() {}

    /**
     * An object of a contract.
     *
     * @param target the class whose methods they are
     * @param handles by method, each of exactly the method's own type; those that are missing keep their default
     * @return empty if no class loader sees both the contract and the core
     * @throws LinkageError if the JVM refuses the class
     */
    public static Optional<Object> implementing(
            Contract<?> contract, Class<?> target, Map<ContractMethod, MethodHandle> handles) {
        return CodeHome.of(contract.type()).map(home -> {
            List<ContractMethod> methods =
                    contract.methods().stream().filter(handles::containsKey).toList();
            Object[] constants = methods.stream().map(handles::get).toArray();
            try {
                MethodHandles.Lookup made = home.define(write(contract, methods, home.internalPackage()), constants);
                BoundObject bound =
                        (BoundObject) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class))
                                .invoke();
                bound.callsMethodsOf(target);
                return bound;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static byte[] write(Contract<?> contract, List<ContractMethod> methods, String internalPackage) {
        GeneratedClass hook = GeneratedClass.implementing(internalPackage, contract.type(), "Bound", BoundObject.class);
        List<GeneratedClass.Constant> constants = new ArrayList<>();
        methods.forEach(
                method -> constants.add(new GeneratedClass.Constant(HANDLE + method.index(), MethodHandle.class)));
        hook.constants(constants.toArray(GeneratedClass.Constant[]::new));
        hook.constructor();
        for (ContractMethod method : methods) {
            String descriptor = Type.getMethodDescriptor(method.method());
            Emitter code = hook.method(Opcodes.ACC_PUBLIC, method.name(), descriptor);
            code.getStatic(hook.name, HANDLE + method.index(), Type.getDescriptor(MethodHandle.class))
                    .loadParameters()
                    .invoke(Opcodes.INVOKEVIRTUAL, MethodHandle.class, "invokeExact", descriptor)
                    .returns(Type.getReturnType(descriptor))
                    .end();
        }
        return hook.bytes();
    }
}
