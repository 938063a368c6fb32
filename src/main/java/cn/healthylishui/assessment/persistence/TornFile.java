package cn.healthylishui.assessment.persistence;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.db.LobStorageMap.BlobReference;
import org.h2.mvstore.db.NullValueDataType;
import org.h2.mvstore.db.ValueDataType;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.value.Value;
import org.h2.value.VersionedValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 没有关好的库文件: what a kill or a power cut leaves of an H2 file. H2 undoes by its log what was under way; but it writes its tables one
 * after the other while others work, so that a change can be in the file and its entry in the log not. Such a change belongs to nobody any
 * more: H2 shows it to whoever happens to get the number of its transaction, an index has it and the table not. It is taken away before
 * the file is opened, as is what H2 kept for a while only. What was acknowledged is never of this kind: its own transaction wrote it whole ({@link OneCommitAtATime}).
 */
public final class TornFile {

    private static final Logger LOG = LoggerFactory.getLogger(TornFile.class);

    /** H2 says in the head of a file that was closed in order that it was. */
    private static final String CLOSED = ",clean:1,";

    private static final int HEAD = 4096;

    /** Of a file that was closed in order: its presence says that no halves can be left of a time before this was looked at. */
    private static final String LOOKED_THROUGH = "assessment.looked-through";

    /** What H2 says in its list of a piece that nobody needs: since when. */
    private static final String UNUSED = "unused";

    /** So many are written until nothing names the pieces any more that nobody needs; two are enough. */
    private static final int ROUNDS = 10;

    private TornFile() {}

    /**
     * Whether the file was closed in order; also where there is none. To be asked before this program opens it: who closes a file gives up
     * all locks of the process on it, those of H2 too.
     */
    public static boolean isClosed(Path file) {
        if (!Files.exists(file)) {
            return true;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] heads = new byte[(int) Math.min(2 * HEAD, in.length())];
            in.readFully(heads);
            return new String(heads, StandardCharsets.ISO_8859_1).contains(CLOSED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Undoes what was under way when the program that had the file ended without closing it; before this program opens it. Nothing where it
     * was closed, or another program has it. A file that has never been looked through is, even if it was closed: an earlier version of this
     * program may have opened and closed it after a kill.
     *
     * @return how many changes were in it that belonged to nobody
     */
    public static int mend(Path file) {
        return mend(file, "");
    }

    /** @param fileSystem of H2's, through which the file is written */
    static int mend(Path file, String fileSystem) {
        MVStore store;
        try {
            if (!Files.exists(file) || (isClosed(file) && wasLookedThrough(file))) {
                return 0;
            }
            store = store(fileSystem + file).open();
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                return 0; // who opens it next is told
            }
            throw e;
        }
        try {
            int changes = mend(store);
            store.openMap(LOOKED_THROUGH);
            forgetDeadChunks(store);
            if (changes > 0) {
                LOG.warn("{} changes of what was under way when a program ended are undone in {}", changes, file);
            }
            store.close();
            return changes;
        } finally {
            store.closeImmediately(); // one that was not mended to the end must not count as closed in order
        }
    }

    private static MVStore.Builder store(String file) {
        return new MVStore.Builder().fileName(file).autoCommitDisabled();
    }

    private static boolean wasLookedThrough(Path file) {
        MVStore store = store(file.toString()).readOnly().open();
        try {
            return store.hasMap(LOOKED_THROUGH);
        } finally {
            store.close();
        }
    }

    /**
     * Where a kill left a piece of the file that nobody needs any more half overwritten, H2 gives its place away and goes on naming it in
     * its list for 45 seconds and five versions; closed before that, the file names one place twice: it cannot be opened (h2database
     * #2752), or only as it once was.
     */
    private static void forgetDeadChunks(MVStore store) {
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        Set<String> dead = deadChunks(store);
        for (int round = 0; !dead.isEmpty(); round++) {
            if (round == ROUNDS) {
                throw new IllegalStateException("still named in the file: " + dead);
            }
            store.getFileStore().dropUnusedChunks();
            store.commit();
            store.sync();
            dead.retainAll(deadChunks(store));
        }
    }

    private static Set<String> deadChunks(MVStore store) {
        Set<String> dead = new HashSet<>();
        store.getLayoutMap().forEach((key, chunk) -> {
            if (key.startsWith(DataUtils.META_CHUNK)
                    && DataUtils.parseMap(chunk).containsKey(UNUSED)) {
                dead.add(key);
            }
        });
        return dead;
    }

    private static int mend(MVStore store) {
        TransactionStore transactions = new TransactionStore(store, new ValueDataType());
        transactions.init();
        transactions.endLeftoverTransactions();
        int changes = 0;
        for (String map : List.copyOf(store.getMapNames())) {
            if (map.startsWith("table.") || map.startsWith("index.")) {
                changes += mend(transactions, map);
            }
        }
        return changes + dropTemporary(transactions);
    }

    /**
     * A long text or file is temporary until its row is there, and H2 removes what is left of that kind when it closes the file, by the
     * places of its pieces. Where a kill kept an entry and not its pieces, those places are given to whatever is saved next, and closing
     * would remove that. Pieces are left where they are: a few bytes more, and never somebody else's.
     */
    private static int dropTemporary(TransactionStore transactions) {
        MVMap<Long, byte[]> temporary =
                transactions.openMap("tempLobMap", LongDataType.INSTANCE, ByteArrayDataType.INSTANCE);
        MVMap<BlobReference, Value> references =
                transactions.openMap("lobRef", BlobReference.Type.INSTANCE, NullValueDataType.INSTANCE);
        temporary.forEach((id, pieces) -> references.remove(new BlobReference(pieces, id)));
        int dropped = temporary.size();
        temporary.clear();
        return dropped;
    }

    /** @param before what was there before the change; null where it was not there */
    private record Torn(Object key, @Nullable Object before) {}

    private static int mend(TransactionStore transactions, String name) {
        Transaction mending = transactions.begin();
        TransactionMap<Object, Object> map = mending.openMap(name);
        List<Torn> torn = new ArrayList<>();
        Cursor<Object, VersionedValue<Object>> cursor = map.map.cursor(null);
        while (cursor.hasNext()) {
            Object key = cursor.next();
            if (!cursor.getValue().isCommitted()) {
                torn.add(new Torn(key, cursor.getValue().getCommittedValue()));
            }
        }
        for (Torn one : torn) {
            if (one.before() == null) {
                map.map.remove(one.key());
            } else {
                map.map.put(one.key(), committed(one.before()));
            }
        }
        mending.commit();
        return torn.size();
    }

    /** Rows, and what an index has for one, say of themselves that they are committed. */
    @SuppressWarnings("unchecked")
    private static VersionedValue<Object> committed(Object value) {
        return (VersionedValue<Object>) value;
    }
}
