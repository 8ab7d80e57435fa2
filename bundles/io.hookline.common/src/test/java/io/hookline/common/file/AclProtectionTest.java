package io.hookline.common.file;

import static io.hookline.common.file.FakeAcls.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As on Windows, with lists that are kept in memory. */
final class AclProtectionTest {

    private static final Set<AclEntryPermission> READ = Set.of(AclEntryPermission.READ_DATA);
    private static final Set<AclEntryPermission> WRITE = Set.of(AclEntryPermission.WRITE_DATA);

    private final FakeAcls acls = new FakeAcls();
    private final Protection protection = acls.protection();
    private final Path file = Path.of("admin-tokens.json");

    private void give(AclEntry... entries) {
        acls.lists.put(file, List.of(entries));
    }

    @Test
    void aFileIsForItsOwnerAloneWhateverItsFolderHandsDown() throws IOException {
        give(
                entry(AclEntryType.ALLOW, "BUILTIN\\Users", READ),
                entry(AclEntryType.ALLOW, "OPS\\bob", EnumSet.allOf(AclEntryPermission.class)));
        assertThat(protection.isOpenToOthers(file)).isTrue();
        protection.protect(file, false);
        assertThat(protection.isOpenToOthers(file)).isFalse();
        assertThat(acls.lists.get(file)).singleElement().satisfies(only -> {
            assertThat(only.principal().getName()).isEqualTo("OPS\\alice");
            assertThat(only.permissions()).isEqualTo(EnumSet.allOf(AclEntryPermission.class));
            assertThat(only.flags()).isEmpty();
        });
    }

    @Test
    void whatAnAdministratorCreatesIsForTheirGroupAndForThem() throws IOException {
        acls.owner = "BUILTIN\\Administrators";
        protection.protect(file, false);
        assertThat(acls.lists.get(file))
                .extracting(entry -> entry.principal().getName())
                .containsExactly("BUILTIN\\Administrators", "OPS\\alice");
        assertThat(protection.isOpenToOthers(file)).isFalse();
    }

    @Test
    void aFolderHandsItsListDown(@TempDir Path root) throws IOException {
        Path made = OwnerOnly.createDirectories(root.resolve("a/b"), protection);
        assertThat(made).isDirectory();
        assertThat(acls.lists).containsOnlyKeys(root.resolve("a"), made);
        assertThat(acls.lists.get(made)).allSatisfy(entry -> assertThat(entry.flags())
                .containsExactlyInAnyOrder(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT));
        OwnerOnly.createDirectories(made, protection);
        assertThat(acls.lists).as("what is there stays").hasSize(2);
    }

    @Test
    void theSystemAndAdministratorsAreNoOthersAndNeitherIsAnEntryThatOnlyHandsDown() throws IOException {
        give(
                entry(AclEntryType.ALLOW, "NT AUTHORITY\\SYSTEM", WRITE),
                entry(AclEntryType.ALLOW, "BUILTIN\\Administrators", WRITE),
                entry(AclEntryType.DENY, "OPS\\bob", WRITE),
                entry(AclEntryType.ALLOW, "CREATOR OWNER", WRITE, AclEntryFlag.INHERIT_ONLY));
        assertThat(protection.isOpenToOthers(file)).isFalse();
        acls.known = Set.of();
        assertThat(protection.isOpenToOthers(file)).as("in doubt it is open").isTrue();
    }

    @Test
    void whoCanReadCannotChange() throws IOException {
        give(entry(AclEntryType.ALLOW, "Everyone", READ));
        assertThat(protection.isOpenToOthers(file)).isTrue();
        assertThat(protection.isChangeableByOthers(file)).isFalse();
        for (AclEntryPermission change :
                List.of(AclEntryPermission.APPEND_DATA, AclEntryPermission.WRITE_ACL, AclEntryPermission.DELETE)) {
            give(entry(AclEntryType.ALLOW, "Everyone", Set.of(change)));
            assertThat(protection.isChangeableByOthers(file)).as("%s", change).isTrue();
        }
    }

    @Test
    void aFileThatReplacesAnotherKeepsItsList() throws IOException {
        give(entry(AclEntryType.ALLOW, "OPS\\bob", READ));
        protection.copy(file, Path.of("new"));
        assertThat(acls.lists.get(Path.of("new"))).isEqualTo(acls.lists.get(file));
    }
}
