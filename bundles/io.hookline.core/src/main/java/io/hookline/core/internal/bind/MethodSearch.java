package io.hookline.core.internal.bind;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a plain class that implement those of a contract: public, of the same name and number of
 * parameters, each parameter of the contract's type or a wider one, the result of the contract's type or a narrower
 * one.
 */
final class MethodSearch {

    private static final BundleClassOrigin ORIGINS = new BundleClassOrigin();

    private final Class<?> target;
    private final Contract<?> contract;
    private final List<Method> all;
    private final List<String> problems = new ArrayList<>();

    private MethodSearch(Class<?> target, Contract<?> contract, List<Method> all) {
        this.target = target;
        this.contract = contract;
        this.all = all;
    }

    /**
     * The handles, by the contract's methods; a method with a default that the class has no counterpart for is missing.
     *
     * @throws BindingException if one is missing, hidden, ambiguous or of the wrong signature; the message names all of
     *     them
     */
    static Map<ContractMethod, MethodHandle> find(Class<?> target, Contract<?> contract) throws BindingException {
        return new MethodSearch(target, contract, methods(target)).find();
    }

    private static List<Method> methods(Class<?> target) throws BindingException {
        try {
            List<Method> all = new ArrayList<>(List.of(target.getMethods()));
            for (Class<?> type = target; type != null && type != Object.class; type = type.getSuperclass()) {
                Stream.of(type.getDeclaredMethods())
                        .filter(method -> !Modifier.isPublic(method.getModifiers()))
                        .forEach(all::add);
            }
            return all;
        } catch (LinkageError e) {
            throw new BindingException(
                    "class " + target.getName() + " does not link: " + e + ", which " + ORIGINS.of(target)
                            + " does not see; it has to import that class's package, or the methods have to take Object",
                    e);
        }
    }

    private Map<ContractMethod, MethodHandle> find() throws BindingException {
        Map<ContractMethod, MethodHandle> found = new LinkedHashMap<>();
        for (ContractMethod method : contract.methods()) {
            MethodHandle handle = counterpart(method.method());
            if (handle != null) {
                found.put(method, handle);
            }
        }
        if (!problems.isEmpty()) {
            throw new BindingException("class " + target.getName() + " does not fit: " + String.join("; ", problems));
        }
        if (found.isEmpty()) {
            throw new BindingException("class " + target.getName() + " has no method of the contract "
                    + contract.type().getName() + "; expected one or more of: "
                    + contract.methods().stream()
                            .map(method -> signature(method.method()))
                            .collect(Collectors.joining(", ")));
        }
        return found;
    }

    private @Nullable MethodHandle counterpart(Method wanted) {
        List<Method> named = all.stream()
                .filter(method ->
                        method.getName().equals(wanted.getName()) && method.getDeclaringClass() != Object.class)
                .toList();
        List<Method> fitting = best(named.stream()
                .filter(method -> isCallable(method) && fits(method, wanted))
                .toList());
        if (fitting.size() == 1) {
            return handle(fitting.get(0), wanted);
        }
        if (fitting.size() > 1) {
            problems.add("several methods fit " + signature(wanted) + ", and none best: " + signatures(fitting));
            return null;
        }
        boolean isNear = named.stream().anyMatch(method -> isCallable(method) || fits(method, wanted));
        if (isNear || !wanted.isDefault()) {
            problems.add("expected public " + signature(wanted) + ", found "
                    + (named.isEmpty() ? "no method of that name" : signatures(named)) + otherTypes(named, wanted));
        }
        return null;
    }

    private @Nullable MethodHandle handle(Method found, Method wanted) {
        MethodType type = MethodType.methodType(found.getReturnType(), found.getParameterTypes());
        try {
            // Through the class itself: the class that declares the method need not be public.
            return MethodHandles.publicLookup()
                    .findVirtual(target, found.getName(), type)
                    .asType(MethodType.methodType(wanted.getReturnType(), wanted.getParameterTypes())
                            .insertParameterTypes(0, target));
        } catch (ReflectiveOperationException e) {
            problems.add(signature(found) + " cannot be called: " + e.getMessage());
            return null;
        }
    }

    private static boolean isCallable(Method method) {
        return Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
    }

    private static boolean fits(Method method, Method wanted) {
        Class<?>[] has = method.getParameterTypes();
        Class<?>[] wants = wanted.getParameterTypes();
        if (has.length != wants.length || !wanted.getReturnType().isAssignableFrom(method.getReturnType())) {
            return false;
        }
        for (int i = 0; i < has.length; i++) {
            if (!has[i].isAssignableFrom(wants[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * The methods than which none is better. A method is better if its parameters are narrower, or the same with a
     * narrower result.
     */
    private static List<Method> best(List<Method> fitting) {
        return fitting.stream()
                .filter(method -> fitting.stream().noneMatch(other -> isBetter(other, method)))
                .toList();
    }

    private static boolean isBetter(Method one, Method other) {
        if (Arrays.equals(one.getParameterTypes(), other.getParameterTypes())) {
            return one.getReturnType() != other.getReturnType()
                    && other.getReturnType().isAssignableFrom(one.getReturnType());
        }
        for (int i = 0; i < one.getParameterCount(); i++) {
            if (!other.getParameterTypes()[i].isAssignableFrom(one.getParameterTypes()[i])) {
                return false;
            }
        }
        return true;
    }

    /** Explains where a type has the right name but is another class. */
    private static String otherTypes(List<Method> named, Method wanted) {
        Map<String, Class<?>> expected = types(wanted).collect(Collectors.toMap(Class::getName, t -> t, (a, b) -> a));
        return named.stream()
                .flatMap(MethodSearch::types)
                .filter(type -> expected.containsKey(type.getName()) && expected.get(type.getName()) != type)
                .findFirst()
                .map(type -> {
                    Class<?> right = expected.getOrDefault(type.getName(), type);
                    return ", where " + ORIGINS.full(type) + " is another class than " + ORIGINS.full(right)
                            + ": the plugin has to import the package from there (Import-Package: "
                            + ORIGINS.importOf(right) + ") and to contain no copy of it";
                })
                .orElse("");
    }

    private static Stream<Class<?>> types(Method method) {
        return Stream.concat(Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes()));
    }

    private static String signatures(List<Method> methods) {
        return methods.stream()
                .filter(method -> !method.isSynthetic() || methods.size() == 1)
                .map(method -> access(method.getModifiers()) + signature(method))
                .collect(Collectors.joining(", "));
    }

    private static String access(int modifiers) {
        String scope = Modifier.toString(modifiers & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE));
        return (scope.isEmpty() ? "package-private" : scope) + (Modifier.isStatic(modifiers) ? " static " : " ");
    }

    private static String signature(Method method) {
        return method.getReturnType().getTypeName() + " " + method.getName() + "("
                + Stream.of(method.getParameterTypes()).map(Class::getTypeName).collect(Collectors.joining(", "))
                + ")";
    }
}
