package io.hookline.admin.internal;

import io.hookline.admin.internal.access.AuditEntry;
import io.hookline.admin.internal.access.Token;
import io.hookline.admin.internal.access.Tokens;
import io.hookline.admin.internal.api.Lifetimes;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:token}. */
@Component
@CommandName("token")
public final class TokenCommand implements Command {

    private static final String ROLE = "--role";
    private static final String EXPIRES = "--expires";

    private final AccessService access;

    /** With the tokens. */
    @Activate
    public TokenCommand(@Reference AccessService access) {
        this.access = access;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Creates, lists and revokes the tokens by which the admin API is used over TCP.")
                .withArgument(
                        CommandArgument.required("ACTION").withCompletion(Completion.of("create", "list", "revoke")))
                .withArgument(CommandArgument.optional("NAME").withCompletion(this::names))
                .withOptions(
                        CommandOption.value(ROLE, "ROLE", "Sets what its bearer may do, by default viewer.")
                                .withCompletion(Completion.of("viewer", "operator", "admin")),
                        CommandOption.value(EXPIRES, "TIME", "Sets how long it is valid, by default 30d.")
                                .withCompletion(Completion.of("12h", "30d", "365d", "never")))
                .withForm("create NAME", "Creates a token, and shows it once.")
                .withForm("list", "Shows the tokens, without their secrets.")
                .withForm("revoke NAME", "Revokes a token at once, and ends its sessions.")
                .withDetails("A viewer sees, an operator changes what runs and its configuration, an admin decides who"
                        + " may do what.")
                .withExample("hook:token create build --role operator --expires 90d")
                .withReason()
                .withPermission(Role.ADMIN);
    }

    private List<String> names() {
        return access.guards().tokens().list().stream().map(Token.Shown::name).toList();
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments given = context.arguments();
        String action = given.positional(0);
        String name = given.positional(1);
        if (action.equals("list")) {
            return list();
        }
        if (!action.equals("create") && !action.equals("revoke")) {
            throw given.complaint("knows create, list and revoke, not \"" + Printable.of(action) + "\"");
        }
        if (name.isEmpty()) {
            throw given.complaint("needs NAME with " + action);
        }
        try {
            CommandResult result = action.equals("create") ? create(given, name, context) : revoke(name);
            record(context, action, name);
            return result;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private CommandResult list() {
        return CommandResult.table(
                        access.guards().tokens().list(),
                        Column.of("NAME", Token.Shown::name),
                        Column.of("ROLE", Token.Shown::role),
                        Column.of("CREATED", Token.Shown::created),
                        Column.of("BY", Token.Shown::by),
                        Column.of(
                                "EXPIRES",
                                token -> (token.expires() == null ? "never" : token.expires())
                                        + (token.expired() ? " (expired)" : "")))
                .whenEmpty("There is no token. Create one: hook:token create NAME --role operator");
    }

    private CommandResult create(Arguments given, String name, CommandContext context) {
        Role role = role(given);
        Tokens tokens = access.guards().tokens();
        Token.New token = tokens.create(
                name,
                role,
                Lifetimes.parse(given.value(EXPIRES)),
                context.actor().toString());
        return CommandResult.text(
                token,
                width -> token.token() + "\n\n"
                        + Folded.of(
                                "",
                                "This is the token " + token.name() + " with the role " + token.role() + ", valid "
                                        + (token.expires() == null ? "for ever" : "until " + token.expires())
                                        + ". It is not shown again.",
                                width));
    }

    private static Role role(Arguments given) {
        String word = given.value(ROLE, Role.VIEWER.word());
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw given.complaint("takes " + ROLE + " viewer, operator or admin, not \"" + Printable.of(word) + "\"");
    }

    private CommandResult revoke(String name) {
        if (!access.guards().tokens().revoke(name)) {
            throw new CommandException(
                    "There is no token named " + Printable.of(name) + ". The tokens: hook:token list");
        }
        return CommandResult.text(Map.of("revoked", name), width -> "Revoked the token " + Printable.of(name) + ".\n");
    }

    private void record(CommandContext context, String action, String name) {
        access.guards()
                .audit()
                .append(new AuditEntry(
                        Instant.now().toString(),
                        context.actor().toString(),
                        "",
                        "shell",
                        "token " + action,
                        name,
                        context.reason(),
                        0));
    }
}
