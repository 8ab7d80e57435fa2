package io.hookline.engine.internal.contract;

import io.hookline.engine.contract.ClassOrigin;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a hook offers with what its point expects: type, class loader, and every method. Each answer says what
 * was expected, what was found, and how to fix it; null means that nothing is wrong.
 */
public final class ContractCheck {

    private final ClassOrigin origins;

    /** A check whose messages say where classes come from. */
    public ContractCheck(ClassOrigin origins) {
        this.origins = origins;
    }

    /** Checks the names that a service is registered under. */
    public @Nullable String ofTypes(String point, Class<?> contract, List<String> types) {
        if (types.contains(contract.getName())) {
            return null;
        }
        return "hook point " + point + " expects a service of type " + origins.full(contract)
                + ", this one is registered as " + String.join(", ", types)
                + "; to fix it, implement the contract, import its package (Import-Package: "
                + origins.importOf(contract)
                + ") and register the service under its name, with Declarative Services by"
                + " @Component(service = " + contract.getSimpleName() + ".class)";
    }

    /** Checks a service that is registered under the contract's name. */
    public @Nullable String ofService(String point, Class<?> contract, Object service) {
        Class<?> type = service.getClass();
        if (!contract.isInstance(service)) {
            Class<?> namesake = namesake(type, contract);
            return namesake == null
                    ? implementsOther(point, contract, type)
                    : implementsNamesake(point, contract, type, namesake);
        }
        List<Method> missing = missing(contract, type);
        return missing.isEmpty() ? null : lacks(point, contract, type, missing);
    }

    private String implementsOther(String point, Class<?> contract, Class<?> type) {
        String found = interfaces(type).stream().map(Class::getName).sorted().collect(Collectors.joining(", "));
        return "hook point " + point + " expects " + origins.full(contract) + ", but class " + type.getName()
                + " of the service, from " + origins.of(type) + ", does not implement it; it implements "
                + (found.isEmpty() ? "no interface" : found);
    }

    private String implementsNamesake(String point, Class<?> contract, Class<?> type, Class<?> namesake) {
        String wiring = origins.wiring(type, contract);
        return "class " + type.getName() + " of the service implements " + contract.getName()
                + " from another class loader than hook point " + point + ": expected " + origins.full(contract)
                + ", found " + origins.full(namesake)
                + (wiring.isEmpty() ? "" : "; the plugin " + wiring)
                + "; to fix it, import the package from the host (Import-Package: " + origins.importOf(contract)
                + ") and contain no copy of it";
    }

    private String lacks(String point, Class<?> contract, Class<?> type, List<Method> missing) {
        String wiring = origins.wiring(type, contract);
        return "class " + type.getName() + " of the service lacks what hook point " + point + " calls: expected of "
                + origins.full(contract) + ": "
                + missing.stream().map(ContractCheck::signature).collect(Collectors.joining(", ")) + "; found: "
                + near(type, missing)
                + (wiring.isEmpty() ? "" : "; the plugin " + wiring)
                + "; it was built against another version of the contract: build it against this one, implement what is"
                + " missing, and deploy it again";
    }

    /** The abstract methods whose call on the object would throw an AbstractMethodError. */
    private static List<Method> missing(Class<?> contract, Class<?> type) {
        try {
            Method[] has = type.getMethods();
            return Stream.of(contract.getMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .filter(method -> Stream.of(has).noneMatch(found -> implementsIt(found, method)))
                    .filter(method -> !isMethodOfObject(method))
                    .toList();
        } catch (LinkageError e) {
            // Some signature of the class does not link, which says nothing about these methods.
            return List.of();
        }
    }

    /** As the JVM finds it: by name, parameters and result. */
    private static boolean implementsIt(Method found, Method wanted) {
        return !Modifier.isAbstract(found.getModifiers())
                && found.getName().equals(wanted.getName())
                && found.getReturnType() == wanted.getReturnType()
                && Arrays.equals(found.getParameterTypes(), wanted.getParameterTypes());
    }

    private static boolean isMethodOfObject(Method method) {
        return Stream.of(Object.class.getMethods()).anyMatch(known -> implementsIt(known, method));
    }

    private static String near(Class<?> type, List<Method> missing) {
        Set<String> names = missing.stream().map(Method::getName).collect(Collectors.toSet());
        String near = Stream.of(type.getMethods())
                .filter(method -> names.contains(method.getName()) && !Modifier.isAbstract(method.getModifiers()))
                .map(ContractCheck::signature)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return near.isEmpty() ? "no public method of that name" : near;
    }

    private static @Nullable Class<?> namesake(Class<?> type, Class<?> contract) {
        return interfaces(type).stream()
                .filter(found -> found.getName().equals(contract.getName()))
                .findFirst()
                .orElse(null);
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> one : at.getInterfaces()) {
                found.add(one);
                found.addAll(interfaces(one));
            }
        }
        return found;
    }

    private static String signature(Method method) {
        return method.getReturnType().getTypeName() + " " + method.getName() + "("
                + Stream.of(method.getParameterTypes()).map(Class::getTypeName).collect(Collectors.joining(", "))
                + ")";
    }
}
