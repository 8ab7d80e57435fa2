package io.hookline.core.internal.bind;

import io.hookline.engine.Engine;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plain class of a bundle that is to become a hook. */
final class TargetClass {

    private static final BundleClassOrigin ORIGINS = new BundleClassOrigin();

    private static final Logger LOG = LoggerFactory.getLogger(TargetClass.class);

    private final BindingRow row;
    private final Class<?> type;

    private TargetClass(BindingRow row, Class<?> type) {
        this.row = row;
        this.type = type;
    }

    /**
     * Loads it.
     *
     * @throws BindingException if it is missing, of another bundle, not public, or cannot be instantiated
     */
    static TargetClass load(BindingRow row, Bundle bundle) throws BindingException {
        Class<?> type;
        String where = "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion();
        try {
            type = bundle.loadClass(row.className());
        } catch (ClassNotFoundException e) {
            throw new BindingException(
                    where + " has no class " + row.className()
                            + "; the key class takes the full name as in its jar, with $ ahead of a nested class",
                    e);
        } catch (LinkageError e) {
            throw new BindingException("class " + row.className() + " of " + where + " does not link: " + e, e);
        }
        if (!bundle.equals(FrameworkUtil.getBundle(type))) {
            throw new BindingException("class " + type.getName() + " is of " + ORIGINS.of(type) + ", not of " + where
                    + ": name the bundle that holds it as the plugin");
        }
        return of(row, type);
    }

    /** A class that has been loaded. */
    static TargetClass of(BindingRow row, Class<?> type) throws BindingException {
        int modifiers = type.getModifiers();
        if (type.isInterface() || Modifier.isAbstract(modifiers)) {
            throw new BindingException("class " + type.getName() + " is abstract: no object can be made of it");
        }
        if (!Modifier.isPublic(modifiers)) {
            throw new BindingException("class " + type.getName() + " is not public: only public classes can be bound");
        }
        return new TargetClass(row, type);
    }

    /**
     * Creates a hook: an object of the class, and in front of it one of the contract. If the second cannot be created,
     * the first is closed if it is closeable.
     *
     * @throws BindingException if it does not fit the contract, or its constructor throws
     */
    Bound bind(Contract<?> contract) throws BindingException {
        Map<ContractMethod, MethodHandle> methods = MethodSearch.find(type, contract);
        Constructor<?> constructor = constructor();
        Object object = make(constructor);
        try {
            return bind(contract, methods, object);
        } catch (BindingException | RuntimeException | Error e) {
            close(object);
            throw e;
        }
    }

    private static Bound bind(Contract<?> contract, Map<ContractMethod, MethodHandle> methods, Object object)
            throws BindingException {
        Map<ContractMethod, MethodHandle> handles = methods.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, method -> method.getValue().bindTo(object)));
        Object hook = Engine.implement(contract, object.getClass(), handles)
                .orElseThrow(() -> new BindingException("contract "
                        + contract.type().getName()
                        + " cannot be bound to: it, its parameters and its results have to be public types"));
        String called = methods.keySet().stream()
                .map(ContractMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Bound(object, hook, called);
    }

    private Constructor<?> constructor() throws BindingException {
        Constructor<?> plain = null;
        Constructor<?> taking = null;
        try {
            for (Constructor<?> constructor : type.getConstructors()) {
                if (constructor.getParameterCount() == 0) {
                    plain = constructor;
                } else if (List.of(constructor.getParameterTypes()).equals(List.of(Map.class))) {
                    taking = constructor;
                }
            }
        } catch (LinkageError e) {
            throw new BindingException("class " + type.getName() + " does not link: " + e, e);
        }
        if (!row.arguments().isEmpty() && taking == null) {
            throw new BindingException("class " + type.getName() + " takes no arguments, but the row has arg."
                    + row.arguments().keySet().stream().sorted().collect(Collectors.joining(", arg."))
                    + ": remove them, or give the class a public constructor with a Map<String, String>");
        }
        Constructor<?> found = taking != null ? taking : plain;
        if (found == null) {
            throw new BindingException(
                    "class " + type.getName()
                            + " cannot be made: it needs a public constructor without parameters, or with a Map<String, String>");
        }
        return found;
    }

    private Object make(Constructor<?> constructor) throws BindingException {
        try {
            return constructor.getParameterCount() == 0
                    ? constructor.newInstance()
                    : constructor.newInstance(row.arguments());
        } catch (InvocationTargetException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError | StackOverflowError e) {
            throw failed(e);
        }
    }

    private static void close(Object object) {
        if (object instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception | LinkageError | StackOverflowError e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                LOG.warn(
                        "{}, which was bound, could not be closed",
                        object.getClass().getName(),
                        e);
            }
        }
    }

    private BindingException failed(Throwable cause) {
        if (cause instanceof Error error && !(error instanceof LinkageError || error instanceof StackOverflowError)) {
            throw error;
        }
        return new BindingException("the constructor of class " + type.getName() + " failed: " + cause, cause);
    }

    /**
     * A class that has become a hook.
     *
     * @param object of the class
     * @param hook of the contract, calling the object
     * @param methods names of the contract's methods that are called on it
     */
    record Bound(Object object, Object hook, String methods) {

        /** Closes the object if it is closeable; an exception is logged. */
        void close() {
            TargetClass.close(object);
        }
    }
}
