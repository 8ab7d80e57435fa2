package io.hookline.engine.internal.compile;

import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.generation.PointFacade;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the classes generated for a contract are defined: a place that sees both the contract and the core. In an OSGi
 * framework no bundle's class loader does.
 *
 * @param lookup defines classes there
 * @param internalPackage of these classes, with a slash at its end, or empty
 */
record CodeHome(MethodHandles.Lookup lookup, String internalPackage) {

    private static final Logger LOG = LoggerFactory.getLogger(CodeHome.class);
    private static final String BRIDGE_PACKAGE = "io/hookline/core/generated/";

    /**
     * A home for a contract's classes: a loader of its own if the contract can be reached from there, else the
     * contract's own package if the core can be reached from that.
     *
     * @return empty if neither is
     */
    static Optional<CodeHome> of(Class<?> contract) {
        try {
            if (isReachable(contract)) {
                return Optional.of(new CodeHome(bridge(contract), BRIDGE_PACKAGE));
            }
            if (seesCore(contract.getClassLoader())) {
                String name = contract.getPackageName();
                return Optional.of(new CodeHome(
                        MethodHandles.privateLookupIn(contract, MethodHandles.lookup()),
                        name.isEmpty() ? "" : name.replace('.', '/') + "/"));
            }
        } catch (ClassNotFoundException e) {
            LOG.debug("the package of {} does not see the core", contract.getName(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.warn("no class can be defined for {}", contract.getName(), e);
        }
        return Optional.empty();
    }

    /** Defines a class that is unloaded once it is unused. */
    MethodHandles.Lookup define(byte[] bytes, Object... constants) throws IllegalAccessException {
        return lookup.defineHiddenClassWithClassData(bytes, constants, true);
    }

    /**
     * Defines a class that others here can name, and that stays as long as its loader, unless it has been defined
     * before.
     */
    Class<?> defineNamed(String internalName, byte[] bytes) throws IllegalAccessException {
        String name = internalName.replace('/', '.');
        ClassLoader loader = lookup.lookupClass().getClassLoader();
        synchronized (loader == null ? CodeHome.class : loader) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                return lookup.defineClass(bytes);
            }
        }
    }

    private static boolean isReachable(Class<?> contract) {
        if (!isPublic(contract)) {
            return false;
        }
        for (Method method : contract.getMethods()) {
            if (!isPublic(method.getReturnType())) {
                return false;
            }
            for (Class<?> parameter : method.getParameterTypes()) {
                if (!isPublic(parameter)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return Modifier.isPublic(element.getModifiers());
    }

    private static boolean seesCore(ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(Dispatch.class.getName(), false, loader) == Dispatch.class;
    }

    private static MethodHandles.Lookup bridge(Class<?> contract) throws ReflectiveOperationException {
        Class<?> anchor = new BridgeLoader(contract.getClassLoader()).defineAnchor();
        return (MethodHandles.Lookup) anchor.getMethod("lookup").invoke(null);
    }

    /** Sees what the contract's loader sees, and also the core's own classes. */
    private static final class BridgeLoader extends ClassLoader {

        /** The classes that generated classes name. All others come from the contract's loader. */
        private static final List<String> CORE =
                List.of(Dispatch.class.getPackageName() + ".", PointFacade.class.getPackageName() + ".");

        BridgeLoader(ClassLoader contractLoader) {
            super(contractLoader);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return CORE.stream().anyMatch(name::startsWith)
                    ? Class.forName(name, false, CodeHome.class.getClassLoader())
                    : super.loadClass(name, resolve);
        }

        /** A class in the package of the generated ones that gives a lookup with full rights there. */
        Class<?> defineAnchor() {
            ClassWriter anchor = new ClassWriter(0);
            anchor.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, BRIDGE_PACKAGE + "Anchor", null, "java/lang/Object", null);
            Emitter code =
                    new Emitter(anchor, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "lookup", Emitter.LOOKUP_DESCRIPTOR);
            code.lookup().insn(Opcodes.ARETURN);
            code.code.visitMaxs(1, 0);
            code.code.visitEnd();
            byte[] bytes = anchor.toByteArray();
            return defineClass(null, bytes, 0, bytes.length);
        }
    }
}
