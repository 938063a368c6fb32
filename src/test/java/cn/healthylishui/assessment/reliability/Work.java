package cn.healthylishui.assessment.reliability;

import cn.healthylishui.assessment.reliability.Client.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The clients of an installation, at work while they are let. */
final class Work implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final List<Client> clients;
    private final ExecutorService threads;
    private final List<Future<?>> under = new ArrayList<>();
    private AtomicBoolean stopped = new AtomicBoolean();

    Work(Installation installation, Ledger ledger, Observed observed, Random random, String mark) {
        this(installation.seats(), ledger, observed, random, mark, () -> Way.straight(installation.port()));
    }

    /** @param ways by which each of them comes */
    Work(List<Seat> seats, Ledger ledger, Observed observed, Random random, String mark, Supplier<Way> ways) {
        seats.forEach(seat -> ledger.hasBegun(seat.account())); // its notebook
        this.clients = seats.stream()
                .map(seat -> new Client(seat, ledger, observed, random.nextLong(), mark, ways.get()))
                .toList();
        this.threads = Executors.newFixedThreadPool(clients.size());
    }

    void begin() {
        AtomicBoolean over = new AtomicBoolean();
        stopped = over;
        clients.forEach(client -> under.add(threads.submit(() -> client.work(over))));
    }

    /** Nothing more is asked; what has been asked is not waited for here. */
    void stop() {
        stopped.set(true);
    }

    /** Waits for the last answers, or the ends of connections. */
    void end() throws InterruptedException, ExecutionException, TimeoutException {
        stop();
        for (Future<?> one : under) {
            one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        under.clear();
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
