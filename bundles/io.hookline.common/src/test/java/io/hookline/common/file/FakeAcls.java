package io.hookline.common.file;

import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Access control lists of files, as on Windows: kept in memory, with the users whom the machine knows. */
final class FakeAcls implements AclProtection.Users {

    final Map<Path, List<AclEntry>> lists = new HashMap<>();

    /** Who creates files: a user, or for an administrator the group. */
    String owner = "OPS\\alice";

    /** Users and groups that the machine has. */
    Set<String> known = Set.of("OPS\\alice", "OPS\\bob", "NT AUTHORITY\\SYSTEM", "BUILTIN\\Administrators");

    Protection protection() {
        return new AclProtection(this::view, this);
    }

    static AclEntry entry(AclEntryType type, String user, Set<AclEntryPermission> permissions, AclEntryFlag... flags) {
        return AclEntry.newBuilder()
                .setType(type)
                .setPrincipal(new Named(user))
                .setPermissions(permissions)
                .setFlags(flags)
                .build();
    }

    @Override
    public String current() {
        return "OPS\\alice";
    }

    @Override
    public Optional<UserPrincipal> find(String name) {
        return known.contains(name) ? Optional.of(new Named(name)) : Optional.empty();
    }

    private AclFileAttributeView view(Path path) {
        return new AclFileAttributeView() {
            @Override
            public String name() {
                return "acl";
            }

            @Override
            public List<AclEntry> getAcl() {
                return lists.getOrDefault(path, List.of());
            }

            @Override
            public void setAcl(List<AclEntry> entries) {
                lists.put(path, List.copyOf(entries));
            }

            @Override
            public UserPrincipal getOwner() {
                return new Named(owner);
            }

            @Override
            public void setOwner(UserPrincipal user) {
                owner = user.getName();
            }
        };
    }

    /** A user or a group. */
    private record Named(String getName) implements UserPrincipal {}
}
