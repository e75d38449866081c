package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns.Listener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What hosts tell each other: works out from the rows that are there which of them are new to this host.
 *
 * <p>Listeners and what is to be told may come from any thread; all else is the rounds' own.
 */
final class HostNews {

    /** A row's name. */
    private record Topic(String subject, String kind) {}

    private final String host;
    private final Predicate<String> isOurs;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> toTell = ConcurrentHashMap.newKeySet();
    private Map<Topic, Long> seen = new HashMap<>();
    private Set<String> died = new HashSet<>();

    /** @param isOurs whether it is this host's turn to look after a root */
    HostNews(String host, Predicate<String> isOurs) {
        this.host = host;
        this.isOurs = isOurs;
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void toTell(AccountPath account) {
        toTell.add(account.toString());
    }

    /** Takes out what is to be told. */
    List<String> takeToTell() {
        List<String> taken = new ArrayList<>(toTell);
        taken.forEach(toTell::remove); // what is added meanwhile stays for the next time
        return taken;
    }

    boolean hasToTell() {
        return !toTell.isEmpty();
    }

    void begun(Collection<String> roots) {
        roots.forEach(root -> tell(each -> each.begun(AccountPath.of(root))));
    }

    /** Takes note of which hosts are dead. */
    void dead(Set<String> names) {
        boolean isNew = !died.containsAll(names);
        died = names;
        if (isNew) {
            tell(Listener::hostDied);
        }
    }

    /** For a while nothing was heard. */
    void missed() {
        tell(Listener::notedAnywhere);
        tell(Listener::hostDied);
    }

    /** Tells what is new among the rows of the last minute. */
    void read(List<TurnConnection.News> rows) {
        Map<Topic, Long> before = seen;
        Map<Topic, Long> now = new HashMap<>();
        for (TurnConnection.News row : rows) {
            Topic topic = new Topic(row.subject(), row.kind());
            now.put(topic, row.number());
            Long known = before.get(topic);
            boolean isOwn = row.host().equals(host) && (known == null || row.number() == known + 1);
            if ((known == null || known != row.number()) && !isOwn) {
                tell(row);
            }
        }
        seen = now;
    }

    private void tell(TurnConnection.News row) {
        AccountPath subject = AccountPath.of(row.subject());
        if (row.kind().equals(TurnConnection.NOTED)) {
            tell(each -> each.noted(subject));
        } else if (isOurs.test(subject.rootName())) {
            tell(each -> each.happened(subject));
        }
    }

    private void tell(java.util.function.Consumer<Listener> what) {
        PostgresTurns.guarded(listeners, what);
    }
}
