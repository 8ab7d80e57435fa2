package io.hookline.common.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Access control lists, as Windows has them. A list names the owner and the user of this process, who are not the same
 * for an administrator: what such a user creates belongs to the group of administrators. A new file inherits what its
 * folder says, so it is protected after it was created, and a folder hands its own list down.
 *
 * <p>The system itself and administrators can reach each file anyway: where a list names them, it is open to no one
 * else.
 */
final class AclProtection implements Protection {

    /** Of the files themselves. */
    static final Function<Path, AclFileAttributeView> VIEWS =
            path -> Files.getFileAttributeView(path, AclFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);

    /** What changes a file, a folder, or who may do so. */
    private static final Set<AclEntryPermission> CHANGES = Set.of(
            AclEntryPermission.WRITE_DATA,
            AclEntryPermission.APPEND_DATA,
            AclEntryPermission.DELETE,
            AclEntryPermission.DELETE_CHILD,
            AclEntryPermission.WRITE_ACL,
            AclEntryPermission.WRITE_OWNER);

    private static final List<String> ALMIGHTY = List.of("NT AUTHORITY\\SYSTEM", "BUILTIN\\Administrators");

    private final Function<Path, AclFileAttributeView> views;
    private final Users users;

    AclProtection(Function<Path, AclFileAttributeView> views, Users users) {
        this.views = views;
        this.users = users;
    }

    @Override
    public FileAttribute<?>[] ofNew(boolean folder) {
        // A list that is given here would be merged with what the folder hands down.
        return new FileAttribute<?>[0];
    }

    @Override
    public void protect(Path path, boolean folder) throws IOException {
        AclFileAttributeView view = views.apply(path);
        Set<UserPrincipal> own = new LinkedHashSet<>();
        own.add(view.getOwner());
        users.find(users.current()).ifPresent(own::add);
        List<AclEntry> entries = new ArrayList<>();
        for (UserPrincipal user : own) {
            AclEntry.Builder entry = AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(user)
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class));
            if (folder) {
                entry.setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
            }
            entries.add(entry.build());
        }
        view.setAcl(entries);
    }

    @Override
    public boolean isOpenToOthers(Path path) throws IOException {
        return others(path).stream().anyMatch(entry -> !entry.permissions().isEmpty());
    }

    @Override
    public boolean isChangeableByOthers(Path path) throws IOException {
        return others(path).stream()
                .anyMatch(entry -> entry.permissions().stream().anyMatch(CHANGES::contains));
    }

    /** What others are allowed; a denial takes nothing back here, because it may concern someone else. */
    private List<AclEntry> others(Path path) throws IOException {
        AclFileAttributeView view = views.apply(path);
        Set<UserPrincipal> trusted = new LinkedHashSet<>();
        trusted.add(view.getOwner());
        users.find(users.current()).ifPresent(trusted::add);
        ALMIGHTY.forEach(name -> users.find(name).ifPresent(trusted::add));
        return view.getAcl().stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW)
                .filter(entry -> !entry.flags().contains(AclEntryFlag.INHERIT_ONLY))
                .filter(entry -> !trusted.contains(entry.principal()))
                .toList();
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
        views.apply(to).setAcl(views.apply(from).getAcl());
    }

    /** The users whom the system knows. */
    interface Users {

        /** The user of this process. */
        String current();

        /** A user or group by name; empty if there is none. */
        Optional<UserPrincipal> find(String name);

        /** Those of a file system. */
        static Users of(FileSystem files) {
            return new Users() {
                @Override
                public String current() {
                    String name = System.getProperty("user.name", "");
                    // Of a local user and one of the domain with the same name, this says which.
                    String domain = System.getenv("USERDOMAIN");
                    return domain == null || domain.isEmpty() ? name : domain + "\\" + name;
                }

                @Override
                public Optional<UserPrincipal> find(String name) {
                    try {
                        return Optional.of(files.getUserPrincipalLookupService().lookupPrincipalByName(name));
                    } catch (IOException | UnsupportedOperationException e) {
                        return Optional.empty();
                    }
                }
            };
        }
    }
}
