package cn.healthylishui.assessment.workflow;

import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.WritableIdentityProvider;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The one place through which accounts, groups and memberships change, whoever asks for it: our pages, Admin, or a call of the
 * engine. Each change ends the logins of whom it concerns, in the same transaction, and is logged. Logins are slowed before the engine
 * is asked ({@link LoginThrottle}); its own lock, which shuts an account out for good after ten attempts, is not used.
 */
class WatchedIdentities extends DbIdentityServiceProvider {

    private final PasswordHash hash;
    private final IdentityChanges changes;

    WatchedIdentities(PasswordHash hash, IdentityChanges changes) {
        this.hash = hash;
        this.changes = changes;
    }

    @Override
    public boolean checkPassword(@Nullable String userId, @Nullable String password) {
        UserEntity user = userId == null ? null : findUserById(userId);
        if (user == null || password == null) {
            hash.checkNobody(String.valueOf(password));
            return false;
        }
        if (!matchPassword(password, user)) {
            return false;
        }
        if (hash.isCheap(user.getPassword())) {
            // The only moment at which the password is known, and so can be kept at today's cost.
            user.setPassword(password);
            user.encryptPassword();
        }
        return true;
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        UserEntity changed = (UserEntity) user;
        boolean isNew = changed.getRevision() == 0;
        boolean newPassword = changed.hasNewPassword();
        if (newPassword && !isNew && changes.isForeignPassword()) {
            throw new BadUserRequestException("密码在“我的登录”里改；别人的密码在“基础数据—机构和账号”里重设。这里没有改动。");
        }
        String before = isNew ? null : changes.text(user.getId());
        IdentityOperationResult result = super.saveUser(user);
        changes.happened(
                isNew ? "新增" : newPassword ? "改密码" : "改姓名",
                user.getId(),
                before,
                isNew || !newPassword ? name(user) : before);
        if (isNew || newPassword) {
            changes.passwordGiven(user.getId());
        }
        return result;
    }

    private static String name(User user) {
        String name = String.valueOf(user.getFirstName() == null ? "" : user.getFirstName())
                + (user.getLastName() == null ? "" : user.getLastName());
        return name.isBlank() ? user.getId() : name;
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        String before = changes.text(userId);
        IdentityOperationResult result = super.deleteUser(userId);
        if (before != null) {
            changes.happened("删除", userId, before, null);
            changes.forgotten(userId, before);
        }
        return result;
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        String before = changes.text(userId);
        IdentityOperationResult result = super.createMembership(userId, groupId);
        changes.happened("加入单位", userId, before, before + "，" + changes.office(groupId));
        return result;
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        String before = changes.text(userId);
        IdentityOperationResult result = super.deleteMembership(userId, groupId);
        changes.happened("移出单位", userId, before, "不再属于" + changes.office(groupId));
        return result;
    }

    @Override
    public IdentityOperationResult saveGroup(Group group) {
        IdentityOperationResult result = super.saveGroup(group);
        changes.happenedToGroup("改机构", group.getId(), group.getName(), List.of());
        return result;
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        List<String> members = changes.members(groupId);
        IdentityOperationResult result = super.deleteGroup(groupId);
        changes.happenedToGroup("删除机构", groupId, null, members);
        return result;
    }

    @Override
    public IdentityOperationResult createTenantUserMembership(String tenantId, String userId) {
        throw noTenants();
    }

    @Override
    public IdentityOperationResult createTenantGroupMembership(String tenantId, String groupId) {
        throw noTenants();
    }

    private static BadUserRequestException noTenants() {
        return new BadUserRequestException("本系统不用租户，没有改动。");
    }

    /** Makes one for each command of the engine. */
    static final class Factory implements SessionFactory {

        private final PasswordHash hash;
        private final ObjectProvider<IdentityChanges> changes;

        Factory(PasswordHash hash, ObjectProvider<IdentityChanges> changes) {
            this.hash = hash;
            this.changes = changes;
        }

        /** By its kind the engine tells whether identities can be written; it asks for either face of it. */
        @Override
        public Class<?> getSessionType() {
            return WritableIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new WatchedIdentities(hash, changes.getObject());
        }
    }
}
