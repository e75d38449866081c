package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns.Listener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    /** The numbers of rows, those that were looked at last; what is forgotten is told once more. */
    private static final class Newest extends LinkedHashMap<Topic, Long> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 65_536;

        private Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Topic, Long> eldest) {
            return size() > MOST;
        }
    }

    private final String host;
    private final Predicate<String> isOurs;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> toTell = ConcurrentHashMap.newKeySet();
    private final Map<Topic, Long> seen = new Newest();
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

    /** What was taken out could not be told, or nobody knows whether it was. */
    void tellAgain(Collection<String> accounts) {
        toTell.addAll(accounts);
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

    /**
     * Tells what is new among the rows of the last minute. A row says who wrote it last: it is this host's own alone
     * where its number was known to be one less; otherwise another host's may have been before it.
     */
    void read(List<TurnConnection.News> rows) {
        for (TurnConnection.News row : rows) {
            Topic topic = new Topic(row.subject(), row.kind());
            Long known = seen.put(topic, row.number());
            boolean isOwn = row.host().equals(host) && known != null && row.number() == known + 1;
            if ((known == null || known != row.number()) && !isOwn) {
                tell(row);
            }
        }
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
