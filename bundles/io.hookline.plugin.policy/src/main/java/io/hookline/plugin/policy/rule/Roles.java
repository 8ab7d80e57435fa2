package io.hookline.plugin.policy.rule;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.plugin.policy.json.Fields;
import io.hookline.plugin.policy.json.Located;
import io.hookline.plugin.policy.json.Place;
import io.hookline.plugin.policy.json.PolicyException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The roles of a policy: what each includes, and who has them. Immutable. */
final class Roles {

    private static final int MOST_ROLES = 1000;
    private static final int MOST_PRINCIPALS = 10_000;
    /** More roles than these in one token are not looked at. */
    private static final int MOST_CLAIMED = 1000;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern DOT = Pattern.compile("\\.");

    private static final Subject NONE = new Subject(Set.of(), Set.of());

    private final Map<String, Subject> closures;
    private final Map<String, List<String>> principals;
    private final List<String> claim;

    private Roles(Map<String, Subject> closures, Map<String, List<String>> principals, List<String> claim) {
        this.closures = closures;
        this.principals = principals;
        this.claim = claim;
    }

    /** Reads {@code roles}, {@code principals} and {@code rolesClaim} of a policy. */
    static Roles read(Fields policy) throws PolicyException {
        Map<String, Definition> definitions = definitions(policy.get("roles"));
        Map<String, Subject> closures = new HashMap<>();
        for (String role : definitions.keySet()) {
            close(role, definitions, closures, new ArrayList<>());
        }
        Roles roles = new Roles(closures, new HashMap<>(), claim(policy));
        Located assigned = policy.get("principals");
        if (assigned != null) {
            Located.Members members = Fields.object(assigned, "'principals'");
            checkSize(members, "principals", MOST_PRINCIPALS);
            for (Map.Entry<String, Located> entry : members.members().entrySet()) {
                List<String> held = new ArrayList<>();
                for (Located.Text role : Fields.texts(entry.getValue(), "the roles of a principal", MOST_ROLES)) {
                    held.add(roles.known(role));
                }
                roles.principals.put(entry.getKey(), held);
            }
        }
        return roles;
    }

    /** The name of a role, which has to be defined. */
    String known(Located.Text role) throws PolicyException {
        checkKnown(role, closures.keySet());
        return role.plain();
    }

    Set<String> permissions() {
        Set<String> all = new LinkedHashSet<>();
        closures.values().forEach(closure -> all.addAll(closure.permissions()));
        return all;
    }

    int size() {
        return closures.size();
    }

    /** What a request's client has: the roles of its principal, of its claims, and given ones. */
    Subject subject(AccessRequest request) {
        String principal = request.principal();
        List<String> assigned = principal == null ? List.of() : principals.getOrDefault(principal, List.of());
        List<String> claimed = claim.isEmpty() ? List.of() : claimed(request.claims());
        Subject ready = ready(assigned, request.roles(), claimed);
        if (ready != null) {
            return ready;
        }
        Set<String> roles = new LinkedHashSet<>();
        Set<String> permissions = new LinkedHashSet<>();
        add(assigned, roles, permissions);
        add(request.roles(), roles, permissions);
        add(claimed, roles, permissions);
        return new Subject(roles, permissions);
    }

    /** What most clients have, one role or none, is made already; null if it has to be put together. */
    private @Nullable Subject ready(List<String> assigned, List<String> given, List<String> claimed) {
        int count = assigned.size() + given.size() + claimed.size();
        if (count == 0) {
            return NONE;
        }
        if (count > 1) {
            return null;
        }
        List<String> holder = !assigned.isEmpty() ? assigned : !given.isEmpty() ? given : claimed;
        return closures.get(holder.get(0));
    }

    private void add(Collection<String> held, Set<String> roles, Set<String> permissions) {
        for (String role : held) {
            Subject closure = closures.get(role);
            if (closure == null) {
                roles.add(role);
            } else {
                roles.addAll(closure.roles());
                permissions.addAll(closure.permissions());
            }
        }
    }

    /** The roles that the claim names: a list of texts, or one text with blanks between them. Anything else is none. */
    private List<String> claimed(Map<?, ?> claims) {
        Object value = claims;
        for (String key : claim) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        if (value instanceof String text) {
            return List.of(BLANKS.split(text.strip(), MOST_CLAIMED));
        }
        if (value instanceof Collection<?> items) {
            return items.stream()
                    .limit(MOST_CLAIMED)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return List.of();
    }

    private static List<String> claim(Fields policy) throws PolicyException {
        Located value = policy.get("rolesClaim");
        if (value == null) {
            return List.of();
        }
        if (value instanceof Located.Text path) {
            List<String> keys = List.of(DOT.split(path.plain(), -1));
            if (keys.contains("")) {
                throw new PolicyException(
                        value.place(), "'rolesClaim' is a path such as realm_access.roles, or a list of keys");
            }
            return keys;
        }
        return Fields.texts(value, "'rolesClaim'", 10).stream()
                .map(Located.Text::plain)
                .toList();
    }

    private static Map<String, Definition> definitions(@Nullable Located value) throws PolicyException {
        Map<String, Definition> definitions = new LinkedHashMap<>();
        if (value == null) {
            return definitions;
        }
        Located.Members members = Fields.object(value, "'roles'");
        checkSize(members, "roles", MOST_ROLES);
        for (Map.Entry<String, Located> entry : members.members().entrySet()) {
            Place place =
                    Optional.ofNullable(members.keys().get(entry.getKey())).orElse(value.place());
            Fields.checkName(entry.getKey(), place, "a role");
            Fields role = Fields.of(entry.getValue(), "a role", "includes", "permissions");
            List<String> permissions = new ArrayList<>();
            for (Located.Text permission : role.texts("permissions", MOST_ROLES)) {
                permissions.add(Fields.name(permission, "a permission"));
            }
            definitions.put(entry.getKey(), new Definition(place, role.texts("includes", MOST_ROLES), permissions));
        }
        for (Definition definition : definitions.values()) {
            for (Located.Text included : definition.includes()) {
                checkKnown(included, definitions.keySet());
            }
        }
        return definitions;
    }

    private static Subject close(
            String role, Map<String, Definition> definitions, Map<String, Subject> closures, List<String> path)
            throws PolicyException {
        Subject closed = closures.get(role);
        if (closed != null) {
            return closed;
        }
        Definition definition = definitions.get(role);
        if (definition == null) {
            throw new IllegalStateException(role + " was checked to be known");
        }
        if (path.contains(role)) {
            List<String> cycle = new ArrayList<>(path.subList(path.indexOf(role), path.size()));
            cycle.add(role);
            throw new PolicyException(
                    definition.place(), "the roles include each other: " + Printable.of(String.join(" > ", cycle)));
        }
        path.add(role);
        Set<String> roles = new LinkedHashSet<>(List.of(role));
        Set<String> permissions = new LinkedHashSet<>(definition.permissions());
        for (Located.Text included : definition.includes()) {
            Subject more = close(included.plain(), definitions, closures, path);
            roles.addAll(more.roles());
            permissions.addAll(more.permissions());
        }
        path.remove(path.size() - 1);
        Subject closure = new Subject(roles, permissions);
        closures.put(role, closure);
        return closure;
    }

    private static void checkKnown(Located.Text role, Set<String> known) throws PolicyException {
        if (!known.contains(role.plain())) {
            throw new PolicyException(
                    role.place(),
                    "there is no role " + Printable.quoted(role.plain()) + "."
                            + new NearestNames(known).hint(role.plain()));
        }
    }

    private static void checkSize(Located.Members members, String what, int most) throws PolicyException {
        if (members.members().size() > most) {
            throw new PolicyException(
                    members.place(), "there are " + members.members().size() + " " + what + ", of at most " + most);
        }
    }

    private record Definition(Place place, List<Located.Text> includes, List<String> permissions) {}
}
