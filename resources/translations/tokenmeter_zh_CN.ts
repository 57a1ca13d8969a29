<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>tokenmeter::AccountCard</name>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountCards</name>
    <message>
        <source>%1 is paused: nothing is asked until you let it go on.</source>
        <translation>%1 已暂停：在你让它继续之前不会询问。</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <translation>%1 已继续。</translation>
    </message>
    <message>
        <source>%1 is added.</source>
        <translation>已添加 %1。</translation>
    </message>
    <message>
        <source>%1 is changed.</source>
        <translation>已更改 %1。</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>已移除 %1。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountDialog</name>
    <message>
        <source>Add account</source>
        <translation>添加账户</translation>
    </message>
    <message>
        <source>Edit account</source>
        <translation>编辑账户</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Asking report %1 of %2…</source>
        <translation>正在询问第 %1 份报告，共 %2 份…</translation>
    </message>
    <message>
        <source>Whose bill is to be read? Nothing is sent before you test or add the account.</source>
        <translation>要读取哪家的账单？在你测试或添加账户之前，不会发送任何内容。</translation>
    </message>
    <message>
        <source>Find a provider</source>
        <translation>查找服务商</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Choose another one</source>
        <translation>另选一个</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Where the key is kept</source>
        <translation>密钥的存放位置</translation>
    </message>
    <message>
        <source>In the desktop&apos;s secret store</source>
        <translation>桌面的密钥库</translation>
    </message>
    <message>
        <source>In a variable of the environment</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>In a file that only you can read</source>
        <translation>只有你能读取的文件</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>the provider&apos;s own</source>
        <translation>服务商自己的地址</translation>
    </message>
    <message>
        <source>Of a gateway that stands in its place; usually empty.</source>
        <translation>代替它的网关的地址；通常留空。</translation>
    </message>
    <message>
        <source>Key is kept</source>
        <translation>密钥存放于</translation>
    </message>
    <message>
        <source>Send the key unencrypted all the same</source>
        <translation>仍然以未加密的方式发送密钥</translation>
    </message>
    <message>
        <source>Ask all the same, and let the provider charge for it</source>
        <translation>仍然询问，并接受服务商为此收费</translation>
    </message>
    <message>
        <source>It is made at %1</source>
        <translation>在 %1 创建</translation>
    </message>
    <message>
        <source>%1, if need be</source>
        <translation>%1（需要时填写）</translation>
    </message>
    <message>
        <source>%1 charges for each call of this interface. Each sync asks it several times.</source>
        <translation>%1 对此接口的每次调用收费。每次同步会调用数次。</translation>
    </message>
    <message>
        <source>as it is kept; enter a new one to change it</source>
        <translation>保持不变；输入新的即可更换</translation>
    </message>
    <message>
        <source>Encrypted, and opened when you log in.</source>
        <translation>已加密，在你登录时解锁。</translation>
    </message>
    <message>
        <source>Enter the variable&apos;s name, not the key. It must be set where Tokenmeter is started.</source>
        <translation>请输入变量名，而不是密钥。启动 Tokenmeter 的环境中必须已设置该变量。</translation>
    </message>
    <message>
        <source>Not encrypted: every program that runs as you can read it. Better than nothing where there is no secret store.</source>
        <translation>未加密：以你的身份运行的任何程序都能读取。没有密钥库时聊胜于无。</translation>
    </message>
    <message>
        <source>Use an address that begins with https, or allow the unencrypted one.</source>
        <translation>请使用以 https 开头的地址，或允许未加密的地址。</translation>
    </message>
    <message>
        <source>Say first that the calls may be charged.</source>
        <translation>请先确认调用可以收费。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>No provider fits these words.</source>
        <translation>没有符合的服务商。</translation>
    </message>
    <message>
        <source>The key would travel unencrypted to %1, for everyone on the way to read.</source>
        <translation>密钥将以未加密的方式发送到 %1，途中任何人都能读取。</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>停止测试</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>The others were not asked after that.</source>
        <translation>之后没有再询问其余的报告。</translation>
    </message>
    <message>
        <source>Cannot see</source>
        <translation>看不到</translation>
    </message>
    <message>
        <source>Can see, empty</source>
        <translation>可以看到，为空</translation>
    </message>
    <message>
        <source>Can see</source>
        <translation>可以看到</translation>
    </message>
    <message>
        <source>Keeping the key…</source>
        <translation>正在存放密钥…</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountRemoveDialog</name>
    <message>
        <source>Also remove what was read from it: bills, usage and balances</source>
        <translation>同时移除从中读取的内容：账单、用量和余额</translation>
    </message>
    <message>
        <source>Remove account</source>
        <translation>移除账户</translation>
    </message>
    <message>
        <source>Nothing is asked of it any more. The variable that holds its key is yours and stays. What was read so far stays in the ledger.</source>
        <translation>以后不再向它询问。存放密钥的变量属于你，会保留。已读取的内容保留在账本中。</translation>
    </message>
    <message>
        <source>Nothing is asked of it any more, and its key is deleted here; at the provider it goes on being valid until you delete it there. What was read so far stays in the ledger.</source>
        <translation>以后不再向它询问，其密钥在此处删除；在服务商那里，密钥在你删除之前仍然有效。已读取的内容保留在账本中。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Its bills count in no total any more, since the same account added again would be counted twice. Pause it instead to keep them.</source>
        <translation>它的账单不再计入任何合计，因为再次添加同一账户会重复计算。若要保留，请改为暂停。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountRules</name>
    <message>
        <source>Enter a name, so that you can tell this account from others.</source>
        <translation>请输入名称，以便你区分此账户与其他账户。</translation>
    </message>
    <message>
        <source>Another account has this name.</source>
        <translation>另一个账户已使用此名称。</translation>
    </message>
    <message>
        <source>Name the variable that holds: %1.</source>
        <translation>请填写存放此项的变量名：%1。</translation>
    </message>
    <message>
        <source>This is missing: %1.</source>
        <translation>缺少：%1。</translation>
    </message>
    <message>
        <source>What stands at “%1” is no name of a variable. The key itself belongs into the variable, not here.</source>
        <translation>“%1”处的内容不是变量名。密钥本身应放在变量中，而不是这里。</translation>
    </message>
    <message>
        <source>The address must look like https://host, without a password and without a question mark.</source>
        <translation>地址应形如 https://host，不含密码，也不含问号。</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Id of the access key</source>
        <translation>访问密钥 ID</translation>
    </message>
    <message>
        <source>Secret of the access key</source>
        <translation>访问密钥的私密部分</translation>
    </message>
    <message>
        <source>Session token</source>
        <translation>会话令牌</translation>
    </message>
    <message>
        <source>Security token</source>
        <translation>安全令牌</translation>
    </message>
    <message>
        <source>Key file of the service account</source>
        <translation>服务账号的密钥文件</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Secret of the client</source>
        <translation>客户端密钥</translation>
    </message>
    <message>
        <source>Table of the export</source>
        <translation>导出的数据表</translation>
    </message>
    <message>
        <source>Location of the data</source>
        <translation>数据所在位置</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Kind of login</source>
        <translation>登录名类型</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>公钥</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Tells: %1. %2</source>
        <comment>what is told, which key is needed</comment>
        <translation>可提供：%1。%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the things of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1; nothing is there now</source>
        <translation>%1；目前没有内容</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountsCommandTexts</name>
    <message>
        <source>%1 charges for each call of this interface. Add --yes if that is all right.</source>
        <translation>%1 的这个接口按调用次数收费。如果可以接受，请加上 --yes。</translation>
    </message>
    <message>
        <source>The key would travel unencrypted to %1, for everyone on the way to read. Use https, or add --plain-http.</source>
        <translation>密钥将以明文发送到 %1，途中任何人都能读到。请使用 https，或加上 --plain-http。</translation>
    </message>
    <message>
        <source>%1 is added; nothing has been asked yet. What its key can see: tokenmeter accounts test. Reading it: tokenmeter sync.</source>
        <translation>已添加 %1，尚未发出任何请求。查看密钥的权限：tokenmeter accounts test。读取数据：tokenmeter sync。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountsPage</name>
    <message>
        <source>Add account…</source>
        <translation>添加账户…</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>In the demo nothing is asked of anybody.</source>
        <translation>演示中不会向任何人询问。</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>还没有账户</translation>
    </message>
    <message>
        <source>Logs tell what was used; only a provider can tell what it bills. With a key of yours its billing interface is asked for that, now and then, and what it answers stays on this computer. Nothing is asked of anybody before you add an account.</source>
        <translation>日志说明用了多少；只有服务商知道它收取多少。使用你的密钥，会不时向其账单接口询问，回答只保存在这台计算机上。在你添加账户之前，不会向任何人询问。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountsTexts</name>
    <message>
        <source>keyring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation>密钥：%1</translation>
    </message>
    <message>
        <source>Made at: %1</source>
        <translation>创建地址：%1</translation>
    </message>
    <message>
        <source>Tells: %1</source>
        <translation>可以得知：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the things of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Does not tell: %1</source>
        <translation>无法得知：%1</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下次</translation>
    </message>
    <message>
        <source>%1 is stopped. When its key is right again: tokenmeter accounts resume</source>
        <translation>%1 已停止。密钥恢复正常后运行：tokenmeter accounts resume</translation>
    </message>
    <message>
        <source>There are no accounts; nothing is asked of any provider. See: tokenmeter accounts providers</source>
        <translation>还没有账户，不会向任何服务商发出请求。参见：tokenmeter accounts providers</translation>
    </message>
    <message>
        <source>This key cannot see: %1. %2</source>
        <translation>此密钥看不到：%1。%2</translation>
    </message>
    <message>
        <source>This key can see: %1; nothing is there now.</source>
        <translation>此密钥可以看到：%1；目前没有数据。</translation>
    </message>
    <message>
        <source>This key can see: %1.</source>
        <translation>此密钥可以看到：%1。</translation>
    </message>
    <message>
        <source>Rows stored</source>
        <translation>已存行数</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>%1 is being polled by another process.</source>
        <translation>另一个进程正在同步 %1。</translation>
    </message>
    <message>
        <source>There is no account to poll.</source>
        <translation>没有需要同步的账户。</translation>
    </message>
    <message>
        <source>imported files</source>
        <translation>导入的文件</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AccountsView</name>
    <message>
        <source>not told by this provider</source>
        <translation>此服务商不提供</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不知道</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) without an amount in %1</source>
        <translation>
            <numerusform>%1有 %n 行没有金额</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing in %1 so far</source>
        <translation>%1至今没有</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two amounts</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>at least %1 in %2</source>
        <translation>%2至少 %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>an amount, a month</comment>
        <translation>%2 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>amounts, when they were asked</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>正在进行</translation>
    </message>
    <message>
        <source>not while it is paused</source>
        <translation>暂停期间不同步</translation>
    </message>
    <message>
        <source>never: nothing is asked in the demo</source>
        <translation>从不：演示中不会询问</translation>
    </message>
    <message>
        <source>not before the key is right</source>
        <translation>密钥正确之前不会</translation>
    </message>
    <message>
        <source>when there is a network</source>
        <translation>有网络时</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>in the desktop&apos;s secret store</source>
        <translation>在桌面的密钥库中</translation>
    </message>
    <message>
        <source>in a file that only you can read</source>
        <translation>在只有你能读取的文件中</translation>
    </message>
    <message>
        <source>in the environment: %1</source>
        <translation>在环境变量中：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the things of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>This version does not know the provider.</source>
        <translation>此版本不认识该服务商。</translation>
    </message>
    <message>
        <source>In the demo nothing is asked of anybody.</source>
        <translation>演示中不会向任何人询问。</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>尚未询问</translation>
    </message>
    <message>
        <source>Partly allowed</source>
        <translation>部分允许</translation>
    </message>
    <message>
        <source>Partly read</source>
        <translation>部分读取</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>已是最新</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>账单</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Next sync</source>
        <translation>下次同步</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>This key sees: %1.</source>
        <translation>此密钥可以看到：%1。</translation>
    </message>
    <message>
        <source>It may not see: %1.</source>
        <translation>不可以看到：%1。</translation>
    </message>
    <message>
        <source>Nothing is asked until then; what was read before stays.</source>
        <translation>在此之前不会询问；之前读取的内容保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n 个账户</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two counts</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>never: its bills are imported as files</source>
        <translation>从不：其账单以文件形式导入</translation>
    </message>
    <message>
        <source>Nothing is asked of this account: its bills are imported as files.</source>
        <translation>不会向此账户发送查询：其账单以文件形式导入。</translation>
    </message>
    <message>
        <source>Imported bills</source>
        <translation>导入的账单</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AdviceCard</name>
    <message>
        <source>What could be saved</source>
        <translation>可以节省什么</translation>
    </message>
    <message>
        <source>Show records</source>
        <translation>显示记录</translation>
    </message>
    <message>
        <source>What</source>
        <translation>做法</translation>
    </message>
    <message>
        <source>Saves at least</source>
        <translation>至少节省</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>可能</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>Assumption</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Lines of one model exclude each other, lines of one plan do, and so do cache lines and all others.</source>
        <translation>同一模型的各行互斥，同一套餐的各行也互斥，缓存的各行与其他各行同样互斥。</translation>
    </message>
    <message>
        <source>In the cheapest mix: %1</source>
        <comment>of what it saves</comment>
        <translation>属于最便宜的组合：%1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>two sentences</comment>
        <translation>%1。%2</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AdviceText</name>
    <message>
        <source>%1: its work on %2</source>
        <comment>models</comment>
        <translation>%1：改用 %2</translation>
    </message>
    <message>
        <source>%1: as batches</source>
        <comment>a model</comment>
        <translation>%1：改用批处理</translation>
    </message>
    <message>
        <source>Cache writes for an hour</source>
        <translation>缓存写入改为一小时</translation>
    </message>
    <message>
        <source>Cache writes for five minutes</source>
        <translation>缓存写入改为五分钟</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>of %1 for %2</source>
        <comment>amount, requests</comment>
        <translation>原为 %1（%2）</translation>
    </message>
    <message>
        <source>likely %1, at most %2, %3</source>
        <comment>amounts saved; of what</comment>
        <translation>可能 %1，至多 %2，%3</translation>
    </message>
    <message>
        <source>the other model does the work as well</source>
        <translation>另一模型能同样完成工作</translation>
    </message>
    <message>
        <source>Assumed: %1.</source>
        <translation>假设：%1。</translation>
    </message>
    <message>
        <source>Assumed: answers may take up to a day.</source>
        <translation>假设：回答最多可以等一天。</translation>
    </message>
    <message>
        <source>Assumed: no other session kept the same text in the cache.</source>
        <translation>假设：没有其他会话使同一文本留在缓存中。</translation>
    </message>
    <message>
        <source>Assumed: what was read later than five minutes would have been written again.</source>
        <translation>假设：五分钟以后才读取的内容需要重新写入。</translation>
    </message>
    <message>
        <source>at least %1, likely %2, at most %3</source>
        <translation>至少 %1，可能 %2，至多 %3</translation>
    </message>
    <message>
        <source>The cheapest mix saves %1.</source>
        <translation>最便宜的组合可节省：%1。</translation>
    </message>
    <message>
        <source>Nothing can surely be saved: %1 other models and batches were tried, and none is cheaper at the dearest end of its band.</source>
        <translation>没有确定可以节省的：已尝试 %1 个其他模型和批处理，按各自区间的最贵一端，没有一个更便宜。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>amounts</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Lost on %1 that were written and never read: %2.</source>
        <translation>写入后从未读取的 %1 损失了 %2。</translation>
    </message>
    <message>
        <source>Without a price, and in no line: %1.</source>
        <translation>没有价格、未计入任何一行：%1。</translation>
    </message>
    <message>
        <source>%1: its work on %2, as batches</source>
        <comment>models</comment>
        <translation>%1：其工作改由 %2 以批处理完成</translation>
    </message>
    <message>
        <source>%1: its work on %2, from the free quota “%3”</source>
        <comment>models, plan</comment>
        <translation>%1：其工作改由 %2 完成，使用免费额度“%3”</translation>
    </message>
    <message>
        <source>%1: its work on %2, from the credit “%3”</source>
        <comment>models, plan</comment>
        <translation>%1：其工作改由 %2 完成，使用预付额度“%3”</translation>
    </message>
    <message>
        <source>Without “%1”, which nothing used</source>
        <translation>停用“%1”：没有任何用量使用它</translation>
    </message>
    <message>
        <source>Without “%1”: what it covered, at list price</source>
        <translation>停用“%1”：它覆盖的用量改按标价</translation>
    </message>
    <message>
        <source>of its fee of %1 for these days</source>
        <translation>占这些天的费用 %1</translation>
    </message>
    <message>
        <source>answers may take up to a day</source>
        <translation>回答最长可能需要一天</translation>
    </message>
    <message>
        <source>the %1 that are left for it are drawn first, and nothing else needs them</source>
        <comment>4,000 tokens</comment>
        <translation>先抵扣其剩余的 %1，且没有其他用量需要它们</translation>
    </message>
    <message>
        <source>the %1 of credit that are left would end unused</source>
        <translation>剩余的 %1 额度否则会到期作废</translation>
    </message>
    <message>
        <source>Assumed: what it covered would have been paid at list price, less discounts: %1.</source>
        <translation>假设：它覆盖的用量按标价扣除折扣后付费：%1。</translation>
    </message>
    <message>
        <source>“%1” covered nothing in these days, for %2 of its fee.</source>
        <comment>plan</comment>
        <translation>“%1”在这些天没有覆盖任何用量，费用为 %2。</translation>
    </message>
    <message>
        <source>“%1” covered at least %2 at list price, for %3 of its fee: worth it.</source>
        <comment>plan</comment>
        <translation>“%1”至少覆盖了标价 %2 的用量，费用为 %3：值得。</translation>
    </message>
    <message>
        <source>“%1” covered %2 at list price, for %3 of its fee: worth it.</source>
        <comment>plan</comment>
        <translation>“%1”覆盖了标价 %2 的用量，费用为 %3：值得。</translation>
    </message>
    <message>
        <source>“%1” covered at least %2 at list price, for %3 of its fee: whether it is worth it cannot be told, as a part has no price.</source>
        <comment>plan</comment>
        <translation>“%1”至少覆盖了标价 %2 的用量，费用为 %3：其中一部分没有价格，因此无法判断是否值得。</translation>
    </message>
    <message>
        <source>“%1” covered %2 at list price, for %3 of its fee: less than it costs.</source>
        <comment>plan</comment>
        <translation>“%1”覆盖了标价 %2 的用量，费用为 %3：低于其费用。</translation>
    </message>
    <message>
        <source>What a subscription covers costs nothing more: moving that part saves nothing, as long as the fee is paid.</source>
        <translation>订阅覆盖的用量不再另外收费：只要仍在支付订阅费，迁移这部分就不会节省。</translation>
    </message>
    <message>
        <source>Subscriptions are not judged here, since a filter hides a part of what they cover.</source>
        <translation>此处不评价订阅，因为筛选隐藏了它们覆盖的一部分用量。</translation>
    </message>
    <message>
        <source>Assumed: nothing will need it.</source>
        <translation>假设：没有用量需要它。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>plan</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Less discounts in force: %1.</source>
        <comment>plans</comment>
        <translation>已扣除生效中的折扣：%1。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Caching, at list price: reads saved %1, writes cost %2 more than plain input.</source>
        <translation>缓存（按标价）：读取节省 %1，写入比普通输入多花 %2。</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between two clauses</comment>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AdviceTexts</name>
    <message>
        <source>What</source>
        <translation>做法</translation>
    </message>
    <message>
        <source>Saves</source>
        <translation>节省</translation>
    </message>
    <message>
        <source>Likely and at most</source>
        <translation>可能与至多</translation>
    </message>
    <message>
        <source>In the mix</source>
        <translation>在组合中</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Lines of one model exclude each other, lines of one plan do, and so do cache lines and all others.</source>
        <translation>同一模型的各行互斥，同一套餐的各行也互斥，缓存的各行与其他各行同样互斥。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AlertText</name>
    <message>
        <source>All usage</source>
        <translation>全部用量</translation>
    </message>
    <message>
        <source>%1 has used %2 % of %3</source>
        <translation>%1 已用去 %3 的 %2%</translation>
    </message>
    <message>
        <source>%1 is over its limit by %2</source>
        <translation>%1 已超出限额 %2</translation>
    </message>
    <message>
        <source>%1 is likely to end over its limit, at about %2</source>
        <translation>%1 期末可能超出限额，约为 %2</translation>
    </message>
    <message>
        <source>%1: %2 in a day, far more than usual</source>
        <translation>%1：一天 %2，远高于平常</translation>
    </message>
    <message>
        <source>%1: %2 in a short time, more than ever before</source>
        <translation>%1：短时间内 %2，为历来最高</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) from Tokenmeter</source>
        <translation>
            <numerusform>Tokenmeter 的 %n 条提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>Tokenmeter: this is a test</source>
        <translation>Tokenmeter：这是一条测试消息</translation>
    </message>
    <message>
        <source>Alerts about your budgets will arrive here.</source>
        <translation>预算提醒将发送到这里。</translation>
    </message>
    <message>
        <source>%1: %2 in an hour, far more than usual</source>
        <translation>%1：一小时内 %2，远高于平常</translation>
    </message>
    <message>
        <source>%1 becomes dearer</source>
        <translation>%1 将涨价</translation>
    </message>
    <message>
        <source>%1 becomes cheaper</source>
        <translation>%1 将降价</translation>
    </message>
    <message>
        <source>%1 will no longer be served</source>
        <translation>%1 将停止服务</translation>
    </message>
    <message>
        <source>%1 refused to be read</source>
        <translation>%1 拒绝读取</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 has %2 left</source>
        <translation>%1 剩余 %2</translation>
    </message>
    <message>
        <source>%1 is used up</source>
        <translation>%1 已用完</translation>
    </message>
    <message>
        <source>%1 ends soon with %2 left</source>
        <translation>%1 即将到期，还剩 %2</translation>
    </message>
    <message>
        <source>%1 is uncertain: %2 without a price</source>
        <translation>%1 无法确定：%2没有价格</translation>
    </message>
    <message>
        <source>%1: %2 used so far, likely %3 to %4 by the end of %5; there is %6.</source>
        <comment>a period, amounts, a day, an amount</comment>
        <translation>%1：已用 %2，预计到 %5 结束时为 %3 至 %4；可用 %6。</translation>
    </message>
    <message>
        <source>Use less from now on, or raise the limit.</source>
        <translation>请从现在起减少用量，或提高限额。</translation>
    </message>
    <message>
        <source>At least %1 of %2 used in its window of hours.</source>
        <translation>时段内至少已用 %1，可用 %2。</translation>
    </message>
    <message>
        <source>%1: at least %2 of %3 used.</source>
        <comment>a period, amounts</comment>
        <translation>%1：至少已用 %2，可用 %3。</translation>
    </message>
    <message>
        <source>Set a price for this usage to know the whole amount.</source>
        <translation>为这些用量设定价格后即可知道全部金额。</translation>
    </message>
    <message>
        <source>%1 of %2 used in its window of hours.</source>
        <translation>时段内已用 %1，可用 %2。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 used.</source>
        <comment>a period, amounts</comment>
        <translation>%1：已用 %2，可用 %3。</translation>
    </message>
    <message>
        <source>Left for now: %1.</source>
        <translation>目前剩余 %1。</translation>
    </message>
    <message>
        <source>Left through %1: %2.</source>
        <comment>a day, an amount</comment>
        <translation>到 %1 为止剩余 %2。</translation>
    </message>
    <message>
        <source>Nothing is left for now: stop what can wait, or raise the limit.</source>
        <translation>目前没有剩余：请停下不急的工作，或提高限额。</translation>
    </message>
    <message>
        <source>Nothing is left through %1: stop what can wait, or raise the limit.</source>
        <translation>到 %1 为止没有剩余：请停下不急的工作，或提高限额。</translation>
    </message>
    <message>
        <source>%1: %2 instead of the usual %3.</source>
        <comment>a day, amounts</comment>
        <translation>%1：%2，平常为 %3。</translation>
    </message>
    <message>
        <source>Most of the difference: %1.</source>
        <translation>主要来自：%1。</translation>
    </message>
    <message>
        <source>Look through the sessions of that day.</source>
        <translation>请查看当天的会话。</translation>
    </message>
    <message>
        <source>In the hour from %1: %2 instead of the usual %3.</source>
        <comment>a moment, amounts</comment>
        <translation>从 %1 起的一小时：%2，平常为 %3。</translation>
    </message>
    <message>
        <source>Since %1: now at %2 an hour; the most before was %3.</source>
        <comment>a moment, amounts</comment>
        <translation>自 %1 起：目前每小时 %2；此前最高 %3。</translation>
    </message>
    <message>
        <source>Going on like this it comes to %1 by the hour at which work usually begins.</source>
        <translation>照此下去，到平常开始工作时将达 %1。</translation>
    </message>
    <message>
        <source>Busiest session: %1.</source>
        <translation>用量最大的会话：%1。</translation>
    </message>
    <message>
        <source>Stop it if nobody meant it to run.</source>
        <translation>如果并非有意运行，请停下它。</translation>
    </message>
    <message>
        <source>%1 of %2 is gone.</source>
        <comment>amounts</comment>
        <translation>%2 中已用 %1。</translation>
    </message>
    <message numerus="yes">
        <source>At %1 on an average day it lasts %n more day(s).</source>
        <translation>
            <numerusform>按平均每天 %1，还可用 %n 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>At %1 on an average day it does not last another day.</source>
        <translation>按平均每天 %1，已不够一天。</translation>
    </message>
    <message>
        <source>Top it up before it is gone.</source>
        <translation>请在用完前充值。</translation>
    </message>
    <message>
        <source>What is left can be used through %1, then it is lost.</source>
        <translation>剩余部分可用到 %1，之后作废。</translation>
    </message>
    <message>
        <source>Usage after that is to be paid for.</source>
        <translation>用完后的用量需要付费。</translation>
    </message>
    <message>
        <source>From now on usage is to be paid for.</source>
        <translation>从现在起的用量需要付费。</translation>
    </message>
    <message>
        <source>Most was used by %1.</source>
        <translation>用得最多的是 %1。</translation>
    </message>
    <message>
        <source>Balance: %1.</source>
        <translation>余额类别：%1。</translation>
    </message>
    <message>
        <source>It is served through %1; %2 went to it in the last %3 days.</source>
        <comment>a day, an amount</comment>
        <translation>服务到 %1 为止；最近 %3 天用了 %2。</translation>
    </message>
    <message>
        <source>Move that work to another model in time.</source>
        <translation>请及时将这些工作换到其他模型。</translation>
    </message>
    <message>
        <source>From %1 the usage of the last %2 days would cost %3 instead of %4.</source>
        <comment>a day, amounts</comment>
        <translation>从 %1 起，最近 %2 天的用量将花费 %3，而非 %4。</translation>
    </message>
    <message>
        <source>Compare it with other models in time.</source>
        <translation>请及时与其他模型比较。</translation>
    </message>
    <message>
        <source>This is no longer so.</source>
        <translation>现已不再成立。</translation>
    </message>
    <message>
        <source>What was billed is known up to %1.</source>
        <translation>账单数字截至 %1。</translation>
    </message>
    <message>
        <source>Check the key of this account: it may have been revoked, or may not read bills.</source>
        <translation>请检查此账户的密钥：它可能已被撤销，或无权读取账单。</translation>
    </message>
    <message>
        <source>It is tried again by itself; nothing is lost.</source>
        <translation>程序会自动重试，不会丢失数据。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AlertWatch</name>
    <message numerus="yes">
        <source>%n new alert(s)</source>
        <translation>
            <numerusform>%n 条新提醒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more alert(s)</source>
        <translation>
            <numerusform>%1，另有 %n 条提醒</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::AlertsTexts</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>failed, will be tried again</source>
        <translation>失败，将重试</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a channel, and what became of a message</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>记录时间</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>There are no open alerts.</source>
        <translation>没有未处理的提醒。</translation>
    </message>
    <message>
        <source>Snoozed until %1.</source>
        <translation>已推迟到 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) acknowledged.</source>
        <translation>
            <numerusform>已确认 %n 条提醒。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::AnnotationDialog</name>
    <message>
        <source>Annotate a day</source>
        <translation>为某天加注</translation>
    </message>
    <message>
        <source>Change an annotation</source>
        <translation>更改注记</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>v2.1 went out</source>
        <translation>v2.1 已发布</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Annotate</source>
        <translation>加注</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>A flag stands on this day in every chart of time.</source>
        <translation>每个时间图表都会在这一天显示一面小旗。</translation>
    </message>
    <message>
        <source>Say what happened, in a line.</source>
        <translation>请用一行文字说明发生了什么。</translation>
    </message>
    <message>
        <source>This is too long for a line.</source>
        <translation>这行文字太长了。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::AnnotationText</name>
    <message>
        <source>Release</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Price change</source>
        <translation>价格变动</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>注记</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BackupTexts</name>
    <message>
        <source>The ledger was copied to %1.</source>
        <translation>账本已复制到 %1。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BandBars</name>
    <message>
        <source>Cost of this work</source>
        <translation>这些工作的花费</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Against actual</source>
        <translation>与实际相比</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n model(s), %2</source>
        <translation>
            <numerusform>%1，%n 个模型，%2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BasisText</name>
    <message>
        <source>List cost</source>
        <translation>标价花费</translation>
    </message>
    <message>
        <source>Effective cost</source>
        <translation>折后花费</translation>
    </message>
    <message>
        <source>Billed cost</source>
        <translation>账单金额</translation>
    </message>
    <message>
        <source>Tokens at the list price in force when they were used.</source>
        <translation>按使用时生效的标价计算的 Token 花费。</translation>
    </message>
    <message>
        <source>List cost less what subscriptions, free quota, discounts and prepaid credit cover.</source>
        <translation>标价花费减去订阅、免费额度、折扣和预付额度所抵扣的部分。</translation>
    </message>
    <message>
        <source>What the accounts&apos; providers charge. Tokens and requests are still those of your logs.</source>
        <translation>各账户的提供商所收取的金额。Token 和请求数仍来自你的日志。</translation>
    </message>
    <message>
        <source>effective cost</source>
        <comment>beside a total</comment>
        <translation>折后花费</translation>
    </message>
    <message>
        <source>billed cost</source>
        <comment>beside a total</comment>
        <translation>账单金额</translation>
    </message>
    <message>
        <source>A bill does not tell sessions.</source>
        <translation>账单不区分会话。</translation>
    </message>
    <message>
        <source>A bill does not tell which tool was used.</source>
        <translation>账单不区分所用的工具。</translation>
    </message>
    <message>
        <source>A bill does not tell agents.</source>
        <translation>账单不区分代理。</translation>
    </message>
    <message>
        <source>A bill does not tell tags.</source>
        <translation>账单不区分标签。</translation>
    </message>
    <message>
        <source>A bill does not tell single requests.</source>
        <translation>账单不区分单次请求。</translation>
    </message>
    <message>
        <source>Not every bill tells token classes.</source>
        <translation>并非每张账单都区分 token 类别。</translation>
    </message>
    <message>
        <source>A bill has no such ratio.</source>
        <translation>账单中没有这样的比率。</translation>
    </message>
    <message>
        <source>A bill does not tell hours.</source>
        <translation>账单不区分小时。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BreakdownModel</name>
    <message>
        <source>%1, %2, %3</source>
        <comment>amount, requests, tokens</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1, at least</source>
        <translation>%1（至少）</translation>
    </message>
    <message>
        <source>Total, at least</source>
        <translation>合计（至少）</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BreakdownPage</name>
    <message>
        <source>Group by</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Treemap</source>
        <translation>矩形树图</translation>
    </message>
    <message>
        <source>Donut</source>
        <translation>环形图</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Unpriced</source>
        <translation>未计价</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>集中度</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>no further grouping</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>First by: %1</source>
        <translation>首先按：%1</translation>
    </message>
    <message>
        <source>Then by: %1</source>
        <translation>然后按：%1</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <comment>key</comment>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Nothing further</source>
        <translation>不再分组</translation>
    </message>
    <message>
        <source>As the window is wide</source>
        <translation>按窗口宽度</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Filter by this</source>
        <translation>按此筛选</translation>
    </message>
    <message>
        <source>Show records</source>
        <translation>查看记录</translation>
    </message>
    <message>
        <source>Why this amount</source>
        <translation>金额由来</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>全部收起</translation>
    </message>
    <message>
        <source>There is no filter for this. &quot;Why this amount&quot; shows what it is made of.</source>
        <translation>此项没有对应的筛选。“金额由来”会显示它的构成。</translation>
    </message>
    <message>
        <source>The largest</source>
        <translation>最大的</translation>
    </message>
    <message>
        <source>Find a name in the table</source>
        <translation>在表格中查找名称</translation>
    </message>
    <message>
        <source>Find in the table</source>
        <translation>在表格中查找</translation>
    </message>
    <message>
        <source>No row contains “%1”.</source>
        <translation>没有包含“%1”的行。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>which of the rows that were found</comment>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BreakdownRows</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>服务层级</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>(no model)</source>
        <translation>（无模型）</translation>
    </message>
    <message>
        <source>(no provider)</source>
        <translation>（无提供商）</translation>
    </message>
    <message>
        <source>(no project)</source>
        <translation>（无项目）</translation>
    </message>
    <message>
        <source>(no session)</source>
        <translation>（无会话）</translation>
    </message>
    <message>
        <source>(no source)</source>
        <translation>（无来源）</translation>
    </message>
    <message>
        <source>(no tier)</source>
        <translation>（无服务层级）</translation>
    </message>
    <message>
        <source>(no agent)</source>
        <translation>（无代理）</translation>
    </message>
    <message>
        <source>(no %1)</source>
        <comment>key of a tag</comment>
        <translation>（无 %1）</translation>
    </message>
    <message>
        <source>Other (%1)</source>
        <translation>其他（%1）</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>No longer used (%1)</source>
        <translation>不再使用（%1）</translation>
    </message>
    <message>
        <source>%1 without a price</source>
        <comment>%1 is &quot;38 requests&quot;</comment>
        <translation>%1没有价格</translation>
    </message>
    <message>
        <source>At least: %1 without a price</source>
        <comment>%1 is &quot;38 requests&quot;</comment>
        <translation>至少：%1没有价格</translation>
    </message>
    <message>
        <source>Without amounts in %1 that have no exchange rate</source>
        <translation>不含没有汇率的 %1 金额</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Against previous</source>
        <translation>与上期相比</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Cache hit</source>
        <translation>缓存命中率</translation>
    </message>
    <message>
        <source>Unpriced</source>
        <translation>未计价</translation>
    </message>
    <message>
        <source>Course</source>
        <comment>column with sparklines</comment>
        <translation>走势</translation>
    </message>
    <message>
        <source>Cost, %1</source>
        <comment>currency</comment>
        <translation>花费，%1</translation>
    </message>
    <message>
        <source>Against %1</source>
        <comment>month</comment>
        <translation>与 %1相比</translation>
    </message>
    <message>
        <source>Against before</source>
        <translation>与此前相比</translation>
    </message>
    <message>
        <source>Tokens at the list price in force when they were used.</source>
        <translation>按使用时有效的标价计算 Token 的花费。</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>与 %1相比</translation>
    </message>
    <message>
        <source>Part of the output</source>
        <translation>输出的一部分</translation>
    </message>
    <message>
        <source>Part of the input tokens that was read from a cache</source>
        <translation>输入 Token 中从缓存读取的部分</translation>
    </message>
    <message>
        <source>Requests without a price. They are in no amount.</source>
        <translation>没有价格的请求，未计入任何金额。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BreakdownView</name>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>tier</source>
        <translation>服务层级</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>By %1</source>
        <comment>project</comment>
        <translation>按%1</translation>
    </message>
    <message>
        <source>By %1, then %2</source>
        <comment>project, model</comment>
        <translation>按%1，再按%2</translation>
    </message>
    <message>
        <source>By %1, then %2, then %3</source>
        <comment>provider, project, model</comment>
        <translation>按%1，再按%2，再按%3</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>Project, model</comment>
        <translation>%1和%2</translation>
    </message>
    <message>
        <source>plus %1</source>
        <comment>amounts without an exchange rate</comment>
        <translation>另有 %1</translation>
    </message>
    <message>
        <source>Nothing to show.</source>
        <translation>没有可显示的内容。</translation>
    </message>
    <message>
        <source>Nothing here has a price yet.</source>
        <translation>这里还没有任何价格。</translation>
    </message>
    <message>
        <source>Everything here was free.</source>
        <translation>这里的用量全部免费。</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>projects, most expensive first</source>
        <translation>项目，按花费从高到低</translation>
    </message>
    <message>
        <source>projects, largest first</source>
        <translation>项目，从大到小</translation>
    </message>
    <message>
        <source>sessions, most expensive first</source>
        <translation>会话，按花费从高到低</translation>
    </message>
    <message>
        <source>sessions, largest first</source>
        <translation>会话，从大到小</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>集中度</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 个会话</translation>
    </message>
    <message>
        <source>1 project</source>
        <translation>1 个项目</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 个会话</translation>
    </message>
    <message>
        <source>%1 projects</source>
        <translation>%1 个项目</translation>
    </message>
    <message>
        <source>No usage names its session.</source>
        <translation>没有用量注明会话。</translation>
    </message>
    <message>
        <source>Nothing here has a cost.</source>
        <translation>这里没有花费。</translation>
    </message>
    <message>
        <source>not counted: %1 outside sessions</source>
        <translation>未计入：会话之外的 %1</translation>
    </message>
    <message>
        <source>The only session</source>
        <translation>唯一的会话</translation>
    </message>
    <message>
        <source>The only project</source>
        <translation>唯一的项目</translation>
    </message>
    <message>
        <source>makes all of the cost</source>
        <translation>占全部花费</translation>
    </message>
    <message>
        <source>makes all of the tokens</source>
        <translation>占全部 Token</translation>
    </message>
    <message>
        <source>makes all of the requests</source>
        <translation>占全部请求</translation>
    </message>
    <message>
        <source>%1 of %2 sessions</source>
        <translation>%2 个会话中的 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 projects</source>
        <translation>%2 个项目中的 %1 个</translation>
    </message>
    <message>
        <source>makes 80 % of the cost</source>
        <translation>占花费的 80 %</translation>
    </message>
    <message>
        <source>makes 80 % of the tokens</source>
        <translation>占 Token 的 80 %</translation>
    </message>
    <message>
        <source>makes 80 % of the requests</source>
        <translation>占请求的 80 %</translation>
    </message>
    <message>
        <source>make 80 % of the cost</source>
        <translation>占花费的 80 %</translation>
    </message>
    <message>
        <source>make 80 % of the tokens</source>
        <translation>占 Token 的 80 %</translation>
    </message>
    <message>
        <source>make 80 % of the requests</source>
        <translation>占请求的 80 %</translation>
    </message>
    <message>
        <source>No usage in %1.</source>
        <translation>%1 没有用量。</translation>
    </message>
    <message>
        <source>The nearest is on %1.</source>
        <translation>最近的记录在 %1。</translation>
    </message>
    <message>
        <source>Change the period or the filter.</source>
        <translation>请更换时段或筛选条件。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetDialog</name>
    <message>
        <source>New budget</source>
        <translation>新建预算</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>计入的用量</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Currency, or tokens</source>
        <translation>货币或 Token</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>day</source>
        <translation>天</translation>
    </message>
    <message>
        <source>week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>quarter</source>
        <translation>季度</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>window of hours</source>
        <translation>若干小时</translation>
    </message>
    <message>
        <source>range of days</source>
        <translation>指定日期</translation>
    </message>
    <message>
        <source>First day of the period</source>
        <translation>周期的第一天</translation>
    </message>
    <message>
        <source>First day of the week</source>
        <translation>每周的第一天</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>小时数</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Thresholds in per cent</source>
        <translation>阈值（百分比）</translation>
    </message>
    <message>
        <source>when the forecast is over it</source>
        <translation>预测超出时</translation>
    </message>
    <message>
        <source>on a day far from usual</source>
        <translation>某天明显异常时</translation>
    </message>
    <message>
        <source>What is carried over</source>
        <translation>结转方式</translation>
    </message>
    <message>
        <source>is not carried over</source>
        <translation>不结转</translation>
    </message>
    <message>
        <source>is carried over if unspent</source>
        <translation>结余转入下一期</translation>
    </message>
    <message>
        <source>is carried over, overspend too</source>
        <translation>结余和超支都转入下一期</translation>
    </message>
    <message>
        <source>Most that is carried over</source>
        <translation>最多结转</translation>
    </message>
    <message>
        <source>any amount</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Tried on the past</source>
        <translation>用过去的数据试算</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add budget</source>
        <translation>添加预算</translation>
    </message>
    <message>
        <source>Save budget</source>
        <translation>保存预算</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>all usage</source>
        <translation>全部用量</translation>
    </message>
    <message>
        <source>All usage</source>
        <translation>全部用量</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Write a filter…</source>
        <translation>输入筛选条件…</translation>
    </message>
    <message>
        <source>Warn me when %1 uses more than %2 %3 per %4.</source>
        <translation>%1每%4用量超过 %2 %3 时提醒我。</translation>
    </message>
    <message>
        <source>It begins on %6.</source>
        <comment>a week, and its first day</comment>
        <translation>每周从%6开始。</translation>
    </message>
    <message>
        <source>It begins on day %5.</source>
        <comment>a month</comment>
        <translation>每月从 %5 日开始。</translation>
    </message>
    <message>
        <source>It begins on day %5 of its first month.</source>
        <comment>a quarter</comment>
        <translation>每季度从首月 %5 日开始。</translation>
    </message>
    <message>
        <source>It begins on day %5 of January.</source>
        <comment>a year</comment>
        <translation>每年从 1 月 %5 日开始。</translation>
    </message>
    <message>
        <source>The window is always the last %7 hours.</source>
        <translation>始终是最近 %7 小时。</translation>
    </message>
    <message>
        <source>It runs from %8 to %9.</source>
        <comment>two days, both inclusive</comment>
        <translation>从 %8 到 %9。</translation>
    </message>
    <message>
        <source>Tell me at %1 per cent of it, %2, and %3.</source>
        <translation>达到 %1 % 时通知我，%2，%3。</translation>
    </message>
    <message>
        <source>What is left over %1, at most %2.</source>
        <translation>余额%1，最多 %2。</translation>
    </message>
    <message>
        <source>What is left over %1.</source>
        <translation>余额%1。</translation>
    </message>
    <message>
        <source>Most that is carried over: %1</source>
        <translation>最多结转：%1</translation>
    </message>
    <message>
        <source>Enter a name, so that an alert can say what it is about.</source>
        <translation>请输入名称，提醒中会用到它。</translation>
    </message>
    <message>
        <source>The range ends before it begins.</source>
        <translation>结束日期早于开始日期。</translation>
    </message>
    <message>
        <source>Any spend is over this limit.</source>
        <translation>任何花费都会超出这个上限。</translation>
    </message>
    <message>
        <source>From your history:</source>
        <translation>根据历史：</translation>
    </message>
    <message>
        <source>tight %1</source>
        <translation>偏紧 %1</translation>
    </message>
    <message>
        <source>Every other period would have been over it.</source>
        <translation>约一半的周期会超出。</translation>
    </message>
    <message>
        <source>usual %1</source>
        <translation>一般 %1</translation>
    </message>
    <message>
        <source>Nine of ten periods would have stayed within it.</source>
        <translation>十个周期中九个不会超出。</translation>
    </message>
    <message>
        <source>generous %1</source>
        <translation>宽松 %1</translation>
    </message>
    <message>
        <source>A fifth above the largest period so far.</source>
        <translation>比迄今最大的周期高五分之一。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>There is no exchange rate from %1 to %2, so nothing would count. Choose another currency, or store a rate first.</source>
        <translation>没有 %1 到 %2 的汇率，因此什么都不会计入。请选择其他货币，或先保存汇率。</translation>
    </message>
    <message>
        <source>There is no exchange rate from %1 to %2: that part would not count, and the budget would say “at least”.</source>
        <translation>没有 %1 到 %2 的汇率：这部分不会计入，预算会显示“至少”。</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Tokens at the prices of the price list: what usage is worth.</source>
        <translation>按价目表计算的 Token 花费：用量值多少钱。</translation>
    </message>
    <message>
        <source>What is left to pay after free quota, credit, discounts and subscriptions.</source>
        <translation>扣除免费额度、预付额度、折扣和订阅后需要支付的部分。</translation>
    </message>
    <message>
        <source>Warn me when %1 costs more than %2 %3 per %4, counted as %10.</source>
        <translation>%1每%4的%10超过 %2 %3 时提醒我。</translation>
    </message>
    <message>
        <source>There are no plans yet, so effective cost is list cost.</source>
        <translation>还没有方案，因此折后花费就是标价花费。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetDraft</name>
    <message>
        <source>Enter an amount. 0 is allowed: then any spend is over the limit.</source>
        <translation>请输入金额。可以是 0：任何花费都会超出。</translation>
    </message>
    <message>
        <source>“%1” is not an amount. Write digits, such as 50 or 12.50.</source>
        <translation>“%1”不是金额。请输入数字，例如 50 或 12.50。</translation>
    </message>
    <message>
        <source>A limit is not negative. Write 0 if any spend is too much.</source>
        <translation>上限不能是负数。如果任何花费都算太多，请输入 0。</translation>
    </message>
    <message>
        <source>Tokens are counted whole.</source>
        <translation>Token 只能是整数。</translation>
    </message>
    <message>
        <source>An amount has at most 18 decimals.</source>
        <translation>金额最多 18 位小数。</translation>
    </message>
    <message>
        <source>This is more than anybody has spent. The largest limit is %1.</source>
        <translation>没有人花过这么多。上限最大为 %1。</translation>
    </message>
    <message>
        <source>There are at most %1 thresholds.</source>
        <translation>最多 %1 个阈值。</translation>
    </message>
    <message>
        <source>“%1” is not a threshold. Write whole numbers of per cent, such as 50, 80, 100.</source>
        <translation>“%1”不是阈值。请输入整数百分比，例如 50, 80, 100。</translation>
    </message>
    <message>
        <source>A threshold lies between 1 and %1 per cent.</source>
        <translation>阈值在 1 % 到 %1 % 之间。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetInbox</name>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>稍后提醒…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetLegend</name>
    <message>
        <source>now</source>
        <comment>mark on a budget&apos;s bar</comment>
        <translation>现在</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>likely end</source>
        <translation>预计期末</translation>
    </message>
    <message>
        <source>80 % band</source>
        <translation>80 % 区间</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>超出上限</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>没有价格</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetScope</name>
    <message>
        <source>A budget goes on while sessions come and go: it cannot count only one. Choose its project, or a tag.</source>
        <translation>会话来来去去，预算则一直延续，不能只计一个会话。请选择它的项目或标签。</translation>
    </message>
    <message>
        <source>not said</source>
        <comment>a name that the source did not say</comment>
        <translation>未注明</translation>
    </message>
    <message>
        <source>All usage</source>
        <translation>全部用量</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 等另外 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>tag %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>agent %1</source>
        <translation>代理 %1</translation>
    </message>
    <message>
        <source>tier %1</source>
        <translation>服务级别 %1</translation>
    </message>
    <message>
        <source>“%1” in a name</source>
        <translation>名称含“%1”</translation>
    </message>
    <message>
        <source>excluded records only</source>
        <translation>仅已排除的记录</translation>
    </message>
    <message>
        <source>excluded records, too</source>
        <translation>含已排除的记录</translation>
    </message>
    <message>
        <source>with a price</source>
        <translation>有价格</translation>
    </message>
    <message>
        <source>without a price</source>
        <translation>没有价格</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetSuggestions</name>
    <message>
        <source>Suggested from your history</source>
        <translation>根据历史建议</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Hide suggestions</source>
        <translation>隐藏建议</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add: %1</source>
        <translation>添加：%1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetText</name>
    <message>
        <source>daily</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>weekly from %1</source>
        <translation>每周，从%1起</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>monthly from day %1</source>
        <translation>每月，从 %1 日起</translation>
    </message>
    <message>
        <source>quarterly</source>
        <translation>每季度</translation>
    </message>
    <message>
        <source>quarterly from day %1</source>
        <translation>每季度，从 %1 日起</translation>
    </message>
    <message>
        <source>yearly</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>yearly from day %1</source>
        <translation>每年，从 %1 日起</translation>
    </message>
    <message numerus="yes">
        <source>any %n hour(s)</source>
        <translation>
            <numerusform>任意 %n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>Q%1</source>
        <comment>a quarter of a year</comment>
        <translation>%1 季度</translation>
    </message>
    <message>
        <source>All usage</source>
        <translation>全部用量</translation>
    </message>
    <message>
        <source>%1 has used %2 of %3</source>
        <translation>“%1”已用 %3 的 %2</translation>
    </message>
    <message>
        <source>%1 is over its limit by %2</source>
        <translation>“%1”超出上限 %2</translation>
    </message>
    <message>
        <source>%1 is likely to end over, at about %2</source>
        <translation>“%1”预计期末超出，约 %2</translation>
    </message>
    <message>
        <source>%1: %2 on %3, far more than usual</source>
        <translation>“%1”：%3 花费 %2，远多于平时</translation>
    </message>
    <message>
        <source>%1: %2 in a short time, more than ever before</source>
        <translation>“%1”：短时间内花费 %2，前所未有</translation>
    </message>
    <message>
        <source>No longer so</source>
        <translation>已不再如此</translation>
    </message>
    <message>
        <source>%1 of %2 in %3</source>
        <comment>amounts, and a period</comment>
        <translation>%3：%1，共 %2</translation>
    </message>
    <message>
        <source>%1 to %2, limit %3</source>
        <comment>a band</comment>
        <translation>%1 – %2，上限 %3</translation>
    </message>
    <message>
        <source>at least %1 of %2 in %3</source>
        <comment>amounts, and a period</comment>
        <translation>%3：至少 %1，共 %2</translation>
    </message>
    <message>
        <source>a usual day: %1</source>
        <translation>平时一天：%1</translation>
    </message>
    <message>
        <source>most before: %1</source>
        <translation>此前最多：%1</translation>
    </message>
    <message>
        <source>passed %1 at the same time</source>
        <translation>同时超过 %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two numbers</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>by your change</source>
        <translation>因你的修改</translation>
    </message>
    <message>
        <source>known late</source>
        <translation>事后得知</translation>
    </message>
    <message>
        <source>muted until the next period</source>
        <translation>已静音至下一期</translation>
    </message>
    <message>
        <source>acknowledged %1</source>
        <translation>%1 已知晓</translation>
    </message>
    <message>
        <source>snoozed until %1</source>
        <translation>%1 再提醒</translation>
    </message>
    <message>
        <source>%1: %2 in the hour from %3, far more than usual</source>
        <translation>%1：自 %3 起的一小时内 %2，远高于平常</translation>
    </message>
    <message>
        <source>%1 becomes dearer on %2</source>
        <translation>%1 将于 %2 涨价</translation>
    </message>
    <message>
        <source>%1 becomes cheaper on %2</source>
        <translation>%1 将于 %2 降价</translation>
    </message>
    <message>
        <source>%1 is no longer served from %2</source>
        <translation>%1 自 %2 起停止服务</translation>
    </message>
    <message>
        <source>a usual hour: %1</source>
        <translation>平常一小时：%1</translation>
    </message>
    <message>
        <source>its use of the last %1 days would have cost %2 instead of %3</source>
        <translation>按新价格，最近 %1 天的用量将花费 %2，而非 %3</translation>
    </message>
    <message>
        <source>used for %1 in the last %2 days</source>
        <translation>最近 %2 天用了 %1</translation>
    </message>
    <message>
        <source>%1 refused to be read</source>
        <translation>%1 拒绝读取</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 has %2 left</source>
        <translation>%1 剩余 %2</translation>
    </message>
    <message>
        <source>billed figures stand as of %1</source>
        <translation>账单数字截至 %1</translation>
    </message>
    <message>
        <source>an average day costs %1</source>
        <translation>平均每天花费 %1</translation>
    </message>
    <message>
        <source>%1 is used up</source>
        <translation>%1 已用完</translation>
    </message>
    <message>
        <source>%1 ends %2 with %3 left</source>
        <translation>%1 将于 %2 到期，还剩 %3</translation>
    </message>
    <message>
        <source>%1 of %2 is gone</source>
        <comment>amounts</comment>
        <translation>%2 中已用 %1</translation>
    </message>
    <message>
        <source>list cost</source>
        <translation>标价花费</translation>
    </message>
    <message>
        <source>effective cost</source>
        <translation>折后花费</translation>
    </message>
    <message>
        <source>%1 is uncertain: %2 without a price</source>
        <translation>%1 无法确定：%2没有价格</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetTexts</name>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>exceeded</source>
        <translation>已超出</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 (paused)</source>
        <translation>%1（已暂停）</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>over</source>
        <translation>超出</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
    <message numerus="yes">
        <source>last %n hour(s)</source>
        <translation>
            <numerusform>最近 %n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no budgets. See: tokenmeter budget add --help</source>
        <translation>还没有预算。请看：tokenmeter budget add --help</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用率</translation>
    </message>
    <message>
        <source>Safe today</source>
        <translation>今日可用</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>%1: %2 requests with %3 tokens have no price. See: tokenmeter prices list --unpriced</source>
        <translation>%1：%2 个请求（%3 个 Token）没有价格。请看：tokenmeter prices list --unpriced</translation>
    </message>
    <message>
        <source>Budget %1 is number %2.</source>
        <translation>预算 %1 的编号是 %2。</translation>
    </message>
    <message>
        <source>Budget %1 is paused.</source>
        <translation>预算 %1 已暂停。</translation>
    </message>
    <message>
        <source>Budget %1 goes on.</source>
        <translation>预算 %1 已恢复。</translation>
    </message>
    <message>
        <source>Budget %1 is removed. To take it back: tokenmeter undo</source>
        <translation>预算 %1 已移除。撤销：tokenmeter undo</translation>
    </message>
    <message>
        <source>Budget %1 is changed. To take it back: tokenmeter undo</source>
        <translation>预算 %1 已更改。撤销：tokenmeter undo</translation>
    </message>
    <message>
        <source>%1 (effective cost)</source>
        <translation>%1（折后花费）</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetWatch</name>
    <message>
        <source>over by %1</source>
        <translation>超出 %1</translation>
    </message>
    <message>
        <source>at most %1 of %2 left</source>
        <translation>最多剩余 %1，共 %2</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>剩余 %1，共 %2</translation>
    </message>
    <message>
        <source>at least %1 used</source>
        <translation>至少已用 %1</translation>
    </message>
    <message>
        <source>%1 used</source>
        <translation>已用 %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a sentence</comment>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetsPage</name>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>New budget…</source>
        <translation>新建预算…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看这些请求</translation>
    </message>
    <message>
        <source>What is left, day by day</source>
        <translation>每天的余额</translation>
    </message>
    <message>
        <source>Past periods</source>
        <translation>过去的周期</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>No budget yet</source>
        <translation>还没有预算</translation>
    </message>
    <message>
        <source>A budget warns before the money is gone. Begin with one of the suggestions below, or with your own.</source>
        <translation>预算会在钱花完之前提醒。可以从下面的建议开始，也可以自己新建。</translation>
    </message>
    <message>
        <source>A budget warns before the money is gone. What it counts comes from your logs.</source>
        <translation>预算会在钱花完之前提醒，用量来自你的日志。</translation>
    </message>
    <message>
        <source>No alerts yet. What a budget warns of is kept here.</source>
        <translation>还没有提醒。预算的提醒都会保留在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新的</numerusform>
        </translation>
    </message>
    <message>
        <source>Acknowledge all</source>
        <translation>全部知道了</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show all %1</source>
        <translation>显示全部 %1 条</translation>
    </message>
    <message>
        <source>“%1” is watched from now on.</source>
        <translation>从现在起关注“%1”。</translation>
    </message>
    <message>
        <source>“%1” was changed.</source>
        <translation>“%1”已修改。</translation>
    </message>
    <message>
        <source>“%1” was removed; its alerts are kept.</source>
        <translation>“%1”已删除，提醒仍保留。</translation>
    </message>
    <message>
        <source>%1, copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>“%1” is paused.</source>
        <translation>“%1”已暂停。</translation>
    </message>
    <message>
        <source>“%1” is watched again.</source>
        <translation>“%1”已恢复。</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>复制…</translation>
    </message>
    <message>
        <source>Watch again</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Show its usage in Trends</source>
        <translation>在“趋势”中查看用量</translation>
    </message>
    <message>
        <source>Show its usage in Breakdown</source>
        <translation>在“构成”中查看用量</translation>
    </message>
    <message>
        <source>Show its usage in Records</source>
        <translation>在“记录”中查看用量</translation>
    </message>
    <message>
        <source>Why this amount…</source>
        <translation>为什么是这个金额…</translation>
    </message>
    <message>
        <source>Snooze for an hour</source>
        <translation>一小时后再提醒</translation>
    </message>
    <message>
        <source>Snooze until tomorrow morning</source>
        <translation>明天早上再提醒</translation>
    </message>
    <message>
        <source>Snooze until Monday morning</source>
        <translation>周一早上再提醒</translation>
    </message>
    <message>
        <source>Snoozed until %1.</source>
        <translation>将在 %1 再提醒。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show the budget</source>
        <translation>查看预算</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Mute this budget until its next period</source>
        <translation>在下一期之前静音这个预算</translation>
    </message>
    <message>
        <source>What else it has to say in this period stays in the inbox.</source>
        <translation>本期其余提醒只保留在收件箱中。</translation>
    </message>
    <message>
        <source>A budget warns before the money is gone.</source>
        <translation>预算会在钱花完之前提醒你。</translation>
    </message>
    <message>
        <source>A budget warns before the money is gone. There is not enough usage with a known cost in %1 yet to suggest an amount.</source>
        <translation>预算会在钱花完之前提醒你。以 %1 计价的用量还不够多，暂时无法建议金额。</translation>
    </message>
    <message>
        <source>Budgets cannot be shown</source>
        <translation>无法显示预算</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetsView</name>
    <message numerus="yes">
        <source>%n budget(s)</source>
        <translation>
            <numerusform>%n 个预算</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n over</source>
        <translation>
            <numerusform>%n 个超出</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at risk</source>
        <translation>
            <numerusform>%n 个有风险</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n 个未知</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two counts</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Over by %1</source>
        <translation>超出 %1</translation>
    </message>
    <message>
        <source>Unknown, no price for %1</source>
        <translation>未知，%1没有价格</translation>
    </message>
    <message>
        <source>Unknown, no exchange rate</source>
        <translation>未知，没有汇率</translation>
    </message>
    <message>
        <source>Likely over on %1</source>
        <translation>预计 %1 超出</translation>
    </message>
    <message>
        <source>Likely over</source>
        <translation>预计超出</translation>
    </message>
    <message>
        <source>Past %1</source>
        <translation>已过 %1</translation>
    </message>
    <message>
        <source>Not enough evidence</source>
        <translation>依据不足</translation>
    </message>
    <message>
        <source>On track</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>No alerts while it is paused</source>
        <translation>暂停期间不提醒</translation>
    </message>
    <message>
        <source>Nothing left for now</source>
        <translation>暂时没有余额</translation>
    </message>
    <message>
        <source>Nothing left</source>
        <translation>没有余额</translation>
    </message>
    <message>
        <source>Nothing left until %1</source>
        <translation>%1 之前没有余额</translation>
    </message>
    <message>
        <source>at most %1 is safe today</source>
        <translation>今天最多可花 %1</translation>
    </message>
    <message>
        <source>%1 is safe today</source>
        <translation>今天可放心花 %1</translation>
    </message>
    <message>
        <source>%1 left for now</source>
        <translation>目前剩余 %1</translation>
    </message>
    <message>
        <source>Begins on %1</source>
        <translation>%1 开始</translation>
    </message>
    <message>
        <source>Ended on %1</source>
        <translation>%1 已结束</translation>
    </message>
    <message>
        <source>%1 of the period gone</source>
        <translation>周期已过 %1</translation>
    </message>
    <message>
        <source>likely %1</source>
        <translation>预计 %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a sentence</comment>
        <translation>，</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>还剩 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>likely %1 over</source>
        <translation>预计超出 %1</translation>
    </message>
    <message>
        <source>likely %1 left</source>
        <translation>预计剩余 %1</translation>
    </message>
    <message>
        <source>of %1, %2 carried in</source>
        <translation>共 %1，含结转 %2</translation>
    </message>
    <message>
        <source>of %1, %2 overspent before</source>
        <translation>共 %1，已扣上期超支 %2</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>超出</translation>
    </message>
    <message>
        <source>Left, at most</source>
        <translation>剩余，至多</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Safe today, at most</source>
        <translation>今天可花，至多</translation>
    </message>
    <message>
        <source>Safe to spend today</source>
        <translation>今天可放心花</translation>
    </message>
    <message>
        <source>Spending this much every day, more on days that usually cost more, ends exactly at the limit.</source>
        <translation>每天都花这么多（平时花得多的日子多一些），期末正好到上限。</translation>
    </message>
    <message>
        <source>Likely end</source>
        <translation>预计期末</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two amounts</comment>
        <translation>%1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>Little evidence: %n day(s) of history.</source>
        <translation>
            <numerusform>依据较少：%n 天的历史。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From %n day(s) of history.</source>
        <translation>
            <numerusform>依据 %n 天的历史。</numerusform>
        </translation>
    </message>
    <message>
        <source>In four of five cases the end lies between %1 and %2.</source>
        <translation>五次中有四次期末在 %1 到 %2 之间。</translation>
    </message>
    <message>
        <source>not in this period</source>
        <translation>本期内不会</translation>
    </message>
    <message>
        <source>Passes the limit</source>
        <translation>超出上限的日期</translation>
    </message>
    <message>
        <source>not expected</source>
        <translation>预计不会</translation>
    </message>
    <message>
        <source>no</source>
        <translation>不会</translation>
    </message>
    <message>
        <source>%1 at the earliest</source>
        <translation>最早 %1</translation>
    </message>
    <message>
        <source>Earliest: %1
Expected: %2
Latest: %3</source>
        <translation>最早：%1
预计：%2
最晚：%3</translation>
    </message>
    <message>
        <source>not enough evidence</source>
        <translation>依据不足</translation>
    </message>
    <message numerus="yes">
        <source>needs %n more day(s)</source>
        <translation>
            <numerusform>还需要 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2) have no price. They are in no amount, so what is spent is at least this.</source>
        <translation>%1（%2）没有价格，未计入任何金额，因此花费至少为此数。</translation>
    </message>
    <message>
        <source>%1 could not be converted to %2: there is no exchange rate.</source>
        <translation>%1 无法换算成 %2：没有汇率。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two amounts</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>A rolling window has no course: it always ends now.</source>
        <translation>滚动窗口总是到现在为止，没有走势。</translation>
    </message>
    <message>
        <source>Past days</source>
        <translation>过去的每天</translation>
    </message>
    <message>
        <source>Past weeks</source>
        <translation>过去的每周</translation>
    </message>
    <message>
        <source>Past months</source>
        <translation>过去的每月</translation>
    </message>
    <message>
        <source>Past quarters</source>
        <translation>过去的每季度</translation>
    </message>
    <message>
        <source>Past years</source>
        <translation>过去的每年</translation>
    </message>
    <message>
        <source>Past periods</source>
        <translation>过去的周期</translation>
    </message>
    <message>
        <source>A budget like this one has no past periods.</source>
        <translation>这样的预算没有过去的周期。</translation>
    </message>
    <message>
        <source>%1 carried in</source>
        <translation>转入 %1</translation>
    </message>
    <message>
        <source>%1 without a price</source>
        <translation>%1没有价格</translation>
    </message>
    <message>
        <source>within the limit in %1 of %2</source>
        <translation>%2 期中 %1 期未超出</translation>
    </message>
    <message>
        <source>forecast bands held in %1 of %2</source>
        <translation>预测区间 %2 次中 %1 次命中</translation>
    </message>
    <message>
        <source>Opens what the period is made of</source>
        <translation>打开这一期的构成</translation>
    </message>
    <message>
        <source>Opens how the period moves</source>
        <translation>打开这一期的趋势</translation>
    </message>
    <message>
        <source>Opens the records without a price</source>
        <translation>打开没有价格的记录</translation>
    </message>
    <message>
        <source>Opens the sessions of that day</source>
        <translation>打开当天的会话</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <comment>a way of delivery</comment>
        <translation>%1 失败</translation>
    </message>
    <message>
        <source>%1 waits</source>
        <comment>a way of delivery</comment>
        <translation>%1 等待中</translation>
    </message>
    <message>
        <source>Inbox only</source>
        <translation>仅收件箱</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>At most %1 a day on everything</source>
        <translation>每天最多 %1，不限用途</translation>
    </message>
    <message>
        <source>At most %1 a month on everything</source>
        <translation>每月最多 %1，不限用途</translation>
    </message>
    <message>
        <source>At most %1 a day on %2</source>
        <translation>%2：每天最多 %1</translation>
    </message>
    <message>
        <source>At most %1 a month on %2</source>
        <translation>%2：每月最多 %1</translation>
    </message>
    <message>
        <source>In six months: no warning</source>
        <translation>六个月内：没有提醒</translation>
    </message>
    <message numerus="yes">
        <source>In six months: %n warning(s)</source>
        <translation>
            <numerusform>六个月内：%n 次提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>Since %1: no warning</source>
        <translation>自 %1 以来：没有提醒</translation>
    </message>
    <message numerus="yes">
        <source>Since %1: %n warning(s)</source>
        <translation>
            <numerusform>自 %1 以来：%n 次提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>A budget like this one cannot be tried on the past.</source>
        <translation>这样的预算无法用过去的数据试算。</translation>
    </message>
    <message>
        <source>There is no complete period in your history yet to try this on.</source>
        <translation>历史中还没有完整的周期可供试算。</translation>
    </message>
    <message>
        <source>In the last six months</source>
        <translation>过去六个月里</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>自 %1 以来</translation>
    </message>
    <message>
        <source>%1 this would not have warned.</source>
        <comment>since when</comment>
        <translation>%1不会提醒。</translation>
    </message>
    <message>
        <source>%1 this would have warned once, on %2.</source>
        <comment>since when, and a day</comment>
        <translation>%1会提醒一次，在 %2。</translation>
    </message>
    <message numerus="yes">
        <source>%1 this would have warned %n times, first on %2, last on %3.</source>
        <comment>since when, and two days</comment>
        <translation>
            <numerusform>%1会提醒 %n 次，第一次在 %2，最后一次在 %3。</numerusform>
        </translation>
    </message>
    <message>
        <source>Tried on the past</source>
        <translation>用过去的数据试算</translation>
    </message>
    <message>
        <source>over on %1</source>
        <translation>%1 超出</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>a threshold and a day</comment>
        <translation>%2 达到 %1</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>已花费</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>From %1 a usual day costs %2 % of what it costs now, by the new price of %3.</source>
        <translation>从 %1 起，因 %3 调价，平常一天的花费将是现在的 %2 %。</translation>
    </message>
    <message>
        <source>Opens what the model was used for</source>
        <translation>打开该模型的用途</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>口径</translation>
    </message>
</context>
<context>
    <name>tokenmeter::BurnDownChart</name>
    <message>
        <source>limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>at most %1 left</source>
        <translation>至多剩余 %1</translation>
    </message>
    <message>
        <source>%1 over</source>
        <translation>超出 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Left, at most</source>
        <translation>剩余，至多</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Spent on this day</source>
        <translation>当天花费</translation>
    </message>
    <message>
        <source>Left, expected</source>
        <translation>剩余，预计</translation>
    </message>
    <message>
        <source>80 % likely: %1 to %2</source>
        <translation>80 % 可能：%1 – %2</translation>
    </message>
    <message>
        <source>At an even pace</source>
        <translation>按平均速度</translation>
    </message>
    <message>
        <source>No forecast yet.</source>
        <translation>还没有预测。</translation>
    </message>
    <message>
        <source>At least, 80 % likely</source>
        <translation>至少（80 %）</translation>
    </message>
    <message>
        <source>At most, 80 % likely</source>
        <translation>至多（80 %）</translation>
    </message>
    <message numerus="yes">
        <source>%1, what is left, %n day(s)</source>
        <translation>
            <numerusform>%1，每天的余额，%n 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BurnHistoryChart</name>
    <message>
        <source>limit %1</source>
        <translation>上限 %1</translation>
    </message>
    <message>
        <source>Spent, at least</source>
        <translation>已花费，至少</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>已花费</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>超出</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n period(s)</source>
        <translation>
            <numerusform>%1，%n 期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ByteText</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::CalculateTexts</name>
    <message>
        <source>Standard input cannot be read.</source>
        <translation>无法读取标准输入。</translation>
    </message>
    <message>
        <source>%1 is no file that can be read. Give one, or - for standard input.</source>
        <translation>%1 不是可读取的文件。请给出一个文件，或用 - 表示标准输入。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>The text is longer than %1 MB. Give a shorter one, or counts with --input and --output.</source>
        <translation>文本超过 %1 MB。请给出较短的文本，或用 --input 和 --output 给出数量。</translation>
    </message>
    <message>
        <source>Say how large a request is: --input and --output in tokens, or --text with a file.</source>
        <translation>请说明一次请求有多大：用 --input 和 --output 给出 Token 数，或用 --text 给出文件。</translation>
    </message>
    <message>
        <source>The text is empty.</source>
        <translation>文本为空。</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <comment>amounts</comment>
        <translation>%1，%2 至 %3</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A request</source>
        <translation>一次请求</translation>
    </message>
    <message>
        <source>First month</source>
        <translation>第一个月</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>一年</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Requests: %1 in the first month, %2 in the twelfth. Prices of one moment for all of them.</source>
        <translation>请求：第一个月 %1，第十二个月 %2。全部按同一时刻的价格。</translation>
    </message>
    <message>
        <source>%1 is no model of the price list. Set a price: tokenmeter prices set</source>
        <translation>%1 不是价目表中的模型。设置价格：tokenmeter prices set</translation>
    </message>
    <message>
        <source>%1 is no model of the price list. Perhaps: %2</source>
        <translation>%1 不是价目表中的模型。也许是：%2</translation>
    </message>
    <message>
        <source>The text is an answer of an API with counts of its own. Leave out --output and --output-share.</source>
        <translation>该文本是自带数量的 API 回答。请去掉 --output 和 --output-share。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CalculatorPanel</name>
    <message>
        <source>One request</source>
        <translation>一次请求</translation>
    </message>
    <message>
        <source>Its text, or an answer of an API with its usage</source>
        <translation>请求的文本，或带用量的 API 回答</translation>
    </message>
    <message>
        <source>Tokens sent</source>
        <translation>发送的 Token</translation>
    </message>
    <message>
        <source>Tokens answered</source>
        <translation>回答的 Token</translation>
    </message>
    <message>
        <source>Requests in the first month</source>
        <translation>第一个月的请求数</translation>
    </message>
    <message>
        <source>Growth a month</source>
        <translation>每月增长</translation>
    </message>
    <message>
        <source>Free tokens of each model</source>
        <translation>每个模型的免费 Token</translation>
    </message>
    <message>
        <source>Used once, before anything is paid.</source>
        <translation>仅一次，先于任何付费使用。</translation>
    </message>
    <message>
        <source>Batch price</source>
        <translation>批处理价格</translation>
    </message>
    <message>
        <source>Where it is sold; answers may then take up to a day.</source>
        <translation>在有售时；回答可能需要一天。</translation>
    </message>
    <message>
        <source>Answer, part of all tokens</source>
        <translation>回答占全部 Token 的比例</translation>
    </message>
    <message>
        <source>Cost of a year</source>
        <translation>一年的费用</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估算</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose models…</source>
        <translation>选择模型…</translation>
    </message>
    <message>
        <source>Tokens of the answer as a part of all. Moving it sets the tokens answered.</source>
        <translation>回答的 Token 占全部的比例。移动它会改变回答的 Token 数。</translation>
    </message>
    <message>
        <source>What many requests have in common. Writing it into the cache once is not counted; a model without a cache takes it as plain input.</source>
        <translation>许多请求共有的部分。不计一次写入缓存的费用；没有缓存的模型按普通输入计。</translation>
    </message>
    <message>
        <source>Read from a cache</source>
        <translation>从缓存读取</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear the text</source>
        <translation>清除文本</translation>
    </message>
    <message>
        <source>A long text, being counted…</source>
        <translation>长文本，正在计数…</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CalculatorText</name>
    <message>
        <source>no price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>context of %1 is too small</source>
        <translation>上下文 %1 太小</translation>
    </message>
    <message>
        <source>takes no audio or images</source>
        <translation>不接受音频或图像</translation>
    </message>
    <message>
        <source>no batch price: standard</source>
        <translation>没有批处理价：按标准价</translation>
    </message>
    <message>
        <source>no cache: all plain input</source>
        <translation>没有缓存：全部按普通输入</translation>
    </message>
    <message>
        <source>prompts under %1 tokens are not cached</source>
        <translation>少于 %1 个 Token 的提示不缓存</translation>
    </message>
    <message>
        <source>writing the cache is not counted</source>
        <translation>未计写入缓存的费用</translation>
    </message>
    <message>
        <source>free: %1</source>
        <translation>免费：%1</translation>
    </message>
    <message>
        <source>context not known, not checked</source>
        <translation>上下文未知，未检查</translation>
    </message>
    <message>
        <source>about %1, %2 to %3</source>
        <translation>约 %1（%2 至 %3）</translation>
    </message>
    <message>
        <source>Estimate: %1.</source>
        <translation>估算：%1。</translation>
    </message>
    <message>
        <source>It looks like an answer of an API, but its counts could not be read: it counts as text.</source>
        <translation>看起来像 API 的回答，但无法读取其数量：按文本计算。</translation>
    </message>
    <message>
        <source>It holds bytes that are no text.</source>
        <translation>其中有不是文本的字节。</translation>
    </message>
    <message>
        <source>Only its first %1 MB were counted.</source>
        <translation>只计算了前 %1 MB。</translation>
    </message>
    <message>
        <source>%1 sent, %2 answered</source>
        <comment>counts of tokens</comment>
        <translation>发送 %1，回答 %2</translation>
    </message>
    <message>
        <source>Mean of %1 answers: %2.</source>
        <translation>%1 个回答的平均：%2。</translation>
    </message>
    <message>
        <source>Exact counts of an answer: %1.</source>
        <translation>回答的精确数量：%1。</translation>
    </message>
    <message>
        <source>Exact counts of %1: %2.</source>
        <translation>%1 的精确数量：%2。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CalculatorView</name>
    <message>
        <source>%1 to %2</source>
        <comment>amounts</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Cost of a year</source>
        <translation>一年的费用</translation>
    </message>
    <message>
        <source>No model is chosen. Add one below.</source>
        <translation>没有选择模型。请在下方添加。</translation>
    </message>
    <message>
        <source>no figure</source>
        <translation>无数值</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A request</source>
        <translation>一次请求</translation>
    </message>
    <message>
        <source>First month</source>
        <translation>第一个月</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>一年</translation>
    </message>
    <message>
        <source>Year, low to high</source>
        <translation>一年，低至高</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Calculator, %1</source>
        <translation>计算器，%1</translation>
    </message>
    <message>
        <source>%1 each month</source>
        <translation>每月 %1</translation>
    </message>
    <message>
        <source>%1 in the first month, %2 in the twelfth</source>
        <translation>第一个月 %1，第十二个月 %2</translation>
    </message>
    <message>
        <source>Not in the price list: %1</source>
        <translation>不在价目表中：%1</translation>
    </message>
    <message>
        <source>Text of %1, %2 characters</source>
        <translation>%1 的文本，%2 个字符</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <comment>3.2 MB</comment>
        <translation>%1 的文本</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CardMenu</name>
    <message>
        <source>More for this chart</source>
        <translation>此图表的更多操作</translation>
    </message>
    <message>
        <source>Copy, show as table, save</source>
        <translation>复制、显示为表格、保存</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy data</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Vector picture (*.svg);;Picture (*.png)</source>
        <translation>矢量图 (*.svg);;图片 (*.png)</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ChangeText</name>
    <message>
        <source>nothing in %1 either</source>
        <translation>%1也没有</translation>
    </message>
    <message>
        <source>new: nothing in %1</source>
        <translation>新增：%1没有</translation>
    </message>
    <message>
        <source>the same as %1</source>
        <translation>与 %1相同</translation>
    </message>
    <message>
        <source>%1 more than %2</source>
        <translation>比 %2多 %1</translation>
    </message>
    <message>
        <source>%1 less than %2</source>
        <translation>比 %2少 %1</translation>
    </message>
    <message>
        <source>%1 more than %2 (%3)</source>
        <translation>比 %2（%3）多 %1</translation>
    </message>
    <message>
        <source>%1 less than %2 (%3)</source>
        <translation>比 %2（%3）少 %1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>归零</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>the same share</source>
        <translation>占比相同</translation>
    </message>
    <message>
        <source>%1 points</source>
        <comment>share has risen</comment>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>%1 points</source>
        <comment>share has fallen</comment>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>%1 times %2</source>
        <comment>factor, period</comment>
        <translation>是 %2 的 %1 倍</translation>
    </message>
    <message>
        <source>%1 times %2 (%3)</source>
        <comment>factor, period, amount</comment>
        <translation>是 %2（%3）的 %1 倍</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ChannelTexts</name>
    <message>
        <source>notifications of the desktop</source>
        <translation>桌面通知</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Quiet hours: %1</source>
        <translation>免打扰时段：%1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ChannelsTexts</name>
    <message>
        <source>%1 has taken the test message (%2).</source>
        <translation>%1 已收到测试消息（%2）。</translation>
    </message>
    <message>
        <source>%1 new, %2 sent, %3 to be tried again, %4 given up.</source>
        <comment>alerts and their deliveries</comment>
        <translation>新增 %1，已发送 %2，待重试 %3，已放弃 %4。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::Checklist</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>a step, its state, what it says</comment>
        <translation>%1，%2：%3</translation>
    </message>
</context>
<context>
    <name>tokenmeter::Chip</name>
    <message>
        <source>%1: %2</source>
        <comment>filter and its value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1:</source>
        <comment>name of a filter before its value</comment>
        <translation>%1：</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CloseCommandTexts</name>
    <message>
        <source>%1 has not begun.</source>
        <translation>%1 还没有开始。</translation>
    </message>
    <message>
        <source>%1 is not over. Close its days up to today with --so-far, or wait.</source>
        <translation>%1 还没有结束。用 --so-far 结算到今天为止的日子，或者等它结束。</translation>
    </message>
    <message>
        <source>%1 stays open because of this. Close it nevertheless with --anyway.</source>
        <translation>因此 %1 没有结账。仍要结账请用 --anyway。</translation>
    </message>
    <message>
        <source>%1 is closed: its figures no longer change, later corrections appear in the open month. To take that back: tokenmeter undo</source>
        <translation>%1 已结账：数字不再变动，之后的更正会记入未结账的月份。撤销：tokenmeter undo</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CloseTexts</name>
    <message>
        <source>unchanged</source>
        <translation>未变</translation>
    </message>
    <message numerus="yes">
        <source>%n adjustment(s)</source>
        <translation>
            <numerusform>%n 项调整</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is closed. Close a month with: tokenmeter close 2026-10</source>
        <translation>还没有结过账。为某月结账：tokenmeter close 2026-10</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结账时间</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结金额</translation>
    </message>
    <message>
        <source>Adjusted by</source>
        <translation>调整金额</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>已重新打开</translation>
    </message>
    <message>
        <source>%1, %2: %3, model %4, project %5, shown in %6</source>
        <translation>%1，%2：%3，模型 %4，项目 %5，记入 %6</translation>
    </message>
    <message>
        <source>%1 has no price: %2 requests, %3 tokens. Set one with: tokenmeter prices set</source>
        <translation>%1 没有价格：%2 次请求，%3 Token。设置：tokenmeter prices set</translation>
    </message>
    <message>
        <source>%1 is closed and its figures stay: %2 is shown as an adjustment in %3. See: tokenmeter closed</source>
        <translation>%1 已结账，数字不变：%2 作为调整记入 %3。查看：tokenmeter closed</translation>
    </message>
    <message>
        <source>%1 Poll it with: tokenmeter sync</source>
        <translation>%1 读取账单：tokenmeter sync</translation>
    </message>
    <message>
        <source>%1 Say it with: tokenmeter accounts payer</source>
        <translation>%1 指定付款方：tokenmeter accounts payer</translation>
    </message>
    <message>
        <source>%1 See: tokenmeter reconcile</source>
        <translation>%1 查看：tokenmeter reconcile</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ClosedTexts</name>
    <message>
        <source>%1 is not closed. What is closed says: tokenmeter closed</source>
        <translation>%1 没有结账。查看已结账的期间：tokenmeter closed</translation>
    </message>
    <message>
        <source>%1 is open again. To take that back: tokenmeter undo</source>
        <translation>%1 已重新打开。撤销：tokenmeter undo</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ColumnField</name>
    <message>
        <source>%1, the same in all rows</source>
        <translation>%1，所有行相同</translation>
    </message>
    <message>
        <source>none</source>
        <comment>a field that no column of the file has</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>the same in all rows…</source>
        <translation>所有行相同…</translation>
    </message>
    <message>
        <source>, or </source>
        <comment>between names of columns, of which the first that is filled counts</comment>
        <translation> 或 </translation>
    </message>
    <message>
        <source>%1 (not in this file)</source>
        <translation>%1（不在此文件中）</translation>
    </message>
</context>
<context>
    <name>tokenmeter::Commands</name>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Import folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>Look for new usage</source>
        <translation>查找新用量</translation>
    </message>
    <message>
        <source>Problems of the last import…</source>
        <translation>上次导入的问题…</translation>
    </message>
    <message>
        <source>Open another ledger…</source>
        <translation>打开另一个账本…</translation>
    </message>
    <message>
        <source>Open a ledger in a new window…</source>
        <translation>在新窗口中打开账本…</translation>
    </message>
    <message>
        <source>Back up ledger…</source>
        <translation>备份账本…</translation>
    </message>
    <message>
        <source>Show as table and export…</source>
        <translation>显示为表格并导出…</translation>
    </message>
    <message>
        <source>Undo the last decision</source>
        <translation>撤销上一项决定</translation>
    </message>
    <message>
        <source>Leave demo</source>
        <translation>退出演示</translation>
    </message>
    <message>
        <source>Explore demo data</source>
        <translation>浏览演示数据</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Previous period</source>
        <translation>上一时段</translation>
    </message>
    <message>
        <source>Next period</source>
        <translation>下一时段</translation>
    </message>
    <message>
        <source>Present period</source>
        <translation>当前时段</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Filter line</source>
        <translation>筛选栏</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>清除所有筛选</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>保存此视图…</translation>
    </message>
    <message>
        <source>Narrow sidebar</source>
        <translation>收窄侧栏</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>菜单栏</translation>
    </message>
    <message>
        <source>About Tokenmeter</source>
        <translation>关于 Tokenmeter</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>View</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Import with a mapping…</source>
        <translation>按映射导入…</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CompareMoveBar</name>
    <message>
        <source>Move</source>
        <translation>迁移</translation>
    </message>
    <message>
        <source>All requests</source>
        <translation>全部请求</translation>
    </message>
    <message>
        <source>Only…</source>
        <translation>仅限…</translation>
    </message>
    <message>
        <source>Which requests move</source>
        <translation>哪些请求迁移</translation>
    </message>
    <message>
        <source>e.g. project:atlas-api</source>
        <translation>例如 project:atlas-api</translation>
    </message>
    <message>
        <source>Requests that move</source>
        <translation>要迁移的请求</translation>
    </message>
    <message>
        <source>with prompts</source>
        <translation>提示长度</translation>
    </message>
    <message>
        <source>of any size</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>under</source>
        <comment>prompts under so many tokens</comment>
        <translation>少于</translation>
    </message>
    <message>
        <source>from</source>
        <comment>prompts from so many tokens on</comment>
        <translation>不少于</translation>
    </message>
    <message>
        <source>Size of prompts</source>
        <translation>提示的长度</translation>
    </message>
    <message>
        <source>Tokens of a prompt</source>
        <translation>提示的 Token 数</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CompareMoveText</name>
    <message>
        <source> or </source>
        <comment>between two names of which any is meant</comment>
        <translation>或</translation>
    </message>
    <message>
        <source>at %1</source>
        <comment>a provider</comment>
        <translation>提供商 %1</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>a model</comment>
        <translation>模型 %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a project</comment>
        <translation>项目 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <comment>a source of logs</comment>
        <translation>来源 %1</translation>
    </message>
    <message>
        <source>tagged %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>of session %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>of agent %1</source>
        <translation>代理 %1</translation>
    </message>
    <message>
        <source>at service tier %1</source>
        <translation>服务等级 %1</translation>
    </message>
    <message>
        <source>with %1</source>
        <comment>cost&gt;1</comment>
        <translation>满足 %1</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between two bounds</comment>
        <translation>且</translation>
    </message>
    <message>
        <source>named like “%1”</source>
        <translation>名称含“%1”</translation>
    </message>
    <message>
        <source>with a price</source>
        <translation>有价格</translation>
    </message>
    <message>
        <source>without a price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two conditions</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>No request in view is meant (%1): everything stays at its actual cost.</source>
        <translation>视图中没有符合条件的请求（%1）：全部保持实际成本。</translation>
    </message>
    <message>
        <source>Only requests %1 move: %2 of %3. The rest stays at its actual cost.</source>
        <translation>只迁移符合条件的请求（%1）：%3 个中的 %2 个。其余保持实际成本。</translation>
    </message>
    <message>
        <source>under %1 tokens</source>
        <translation>少于 %1 Token</translation>
    </message>
    <message>
        <source>of %1 tokens or more</source>
        <translation>%1 Token 及以上</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ComparePage</name>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>回答长度</translation>
    </message>
    <message>
        <source>Save scenario</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Assume what is usual</source>
        <translation>采用通常的假设</translation>
    </message>
    <message>
        <source>My work on each model</source>
        <translation>我的工作放到各个模型上</translation>
    </message>
    <message>
        <source>Quality against my cost</source>
        <translation>质量与我的花费</translation>
    </message>
    <message>
        <source>Scale of quality</source>
        <translation>质量标准</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对照</translation>
    </message>
    <message>
        <source>Choose models…</source>
        <translation>选择模型…</translation>
    </message>
    <message>
        <source>Cost over time</source>
        <translation>花费随时间的变化</translation>
    </message>
    <message>
        <source>by family</source>
        <translation>按系列</translation>
    </message>
    <message>
        <source>Tokens that another family makes of the same text. Within a family nothing changes; newer Claude models count about 30 % more.</source>
        <translation>同一段文字在另一系列中计出的 Token 数。同一系列内不变；较新的 Claude 模型约多计 30 %。</translation>
    </message>
    <message>
        <source>How long another model&apos;s answers are.</source>
        <translation>另一个模型的回答有多长。</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <comment>shares</comment>
        <translation>%1，%2 到 %3</translation>
    </message>
    <message>
        <source>Part of what was read from a cache that a cache of another kind would have had, too.</source>
        <translation>从缓存读取的内容中，另一种缓存也会命中的部分。</translation>
    </message>
    <message>
        <source>%1 are too many to replay while you wait</source>
        <translation>%1太多，无法即时重放</translation>
    </message>
    <message>
        <source>No usage to compare: %1</source>
        <translation>没有可比较的用量：%1</translation>
    </message>
    <message>
        <source>The nearest usage is on %1.</source>
        <translation>最近的用量在 %1。</translation>
    </message>
    <message>
        <source>Choose another period or filter.</source>
        <translation>请选择其他时段或筛选条件。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>line: actual</source>
        <translation>线：实际花费</translation>
    </message>
    <message>
        <source>No rating</source>
        <translation>不评分</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>My work</source>
        <translation>我的工作</translation>
    </message>
    <message>
        <source>Calculator</source>
        <translation>计算器</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较的内容</translation>
    </message>
    <message>
        <source>Say how large a request is: paste its text, or give its tokens.</source>
        <translation>请说明一次请求有多大：粘贴文本，或给出 Token 数。</translation>
    </message>
    <message>
        <source>Calculate planned work</source>
        <translation>计算计划中的工作</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>缓存命中</translation>
    </message>
    <message>
        <source>Comparing all %1. You can go on working.</source>
        <comment>3,000,000 requests</comment>
        <translation>正在比较全部 %1。你可以继续使用。</translation>
    </message>
    <message>
        <source>These figures are of an earlier state or of other assumptions.</source>
        <translation>这些数字来自较早的状态或其他假设。</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>重新比较</translation>
    </message>
    <message>
        <source>All of them can be compared in the background while you go on. A shorter period or a filter answers at once, and follows the sliders.</source>
        <translation>可以在后台比较全部请求，你可以继续使用。选择更短的时段或加上筛选会立即得出结果，并随滑块变化。</translation>
    </message>
    <message>
        <source>Compare all %1</source>
        <comment>3,000,000 requests</comment>
        <translation>比较全部 %1</translation>
    </message>
    <message>
        <source>Advice is given for up to %1 requests: choose a shorter period, or ask for it with “tokenmeter compare --advice”.</source>
        <translation>节省建议最多适用于 %1 次请求：请选择更短的期间，或使用命令“tokenmeter compare --advice”。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CompareText</name>
    <message>
        <source>%1 to %2, likely %3</source>
        <comment>factors</comment>
        <translation>%1 到 %2，很可能 %3</translation>
    </message>
    <message>
        <source>tokens there for one here: %1</source>
        <translation>那里的 Token 数与这里之比：%1</translation>
    </message>
    <message>
        <source>length of answers times %1</source>
        <translation>回答长度 × %1</translation>
    </message>
    <message>
        <source>cache reads that stay reads: %1</source>
        <translation>仍为缓存读取的部分：%1</translation>
    </message>
    <message>
        <source>cache writes priced as input</source>
        <translation>缓存写入按输入计价</translation>
    </message>
    <message>
        <source>no cache: everything sent is input</source>
        <translation>没有缓存：发送的内容全部算作输入</translation>
    </message>
    <message>
        <source>one-hour writes priced as five-minute writes</source>
        <translation>一小时缓存写入按五分钟计价</translation>
    </message>
    <message>
        <source>prompts under %1 tokens are not cached</source>
        <translation>少于 %1 个 Token 的提示不缓存</translation>
    </message>
    <message>
        <source>context window not known, not checked</source>
        <translation>上下文长度未知，未检查</translation>
    </message>
    <message>
        <source>%1 at the standard price for want of their service tier</source>
        <translation>%1因没有相应的服务等级而按标准价</translation>
    </message>
    <message>
        <source>%1 that were fast, at the standard price</source>
        <translation>快速模式的%1按标准价</translation>
    </message>
    <message>
        <source>%1 with web searches that count nothing: the fee is not known</source>
        <translation>%1含网络搜索，费用未知，未计入</translation>
    </message>
    <message>
        <source>%1 known as sums only, at the base price: at least</source>
        <translation>%1只有合计数，按基础价：至少</translation>
    </message>
    <message>
        <source>prices of one moment</source>
        <translation>采用同一时刻的价格</translation>
    </message>
    <message>
        <source>%1 over its context of %2 tokens</source>
        <translation>%1超出其 %2 个 Token 的上下文</translation>
    </message>
    <message>
        <source>%1 at a time for which it has no price</source>
        <translation>%1所在的时间没有它的价格</translation>
    </message>
    <message>
        <source>%1 with audio or images, for which it has no price</source>
        <translation>%1含音频或图像，没有它的价格</translation>
    </message>
    <message>
        <source>%1 without a price of their own</source>
        <translation>%1自身没有价格</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CompareTexts</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Cost of this work</source>
        <translation>这些工作的花费</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Actual of the same requests</source>
        <translation>相同请求的实际花费</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未计入</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>缓存命中</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>Actual, %1</source>
        <comment>21,480 requests</comment>
        <translation>实际，%1</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>Not moved, at their actual cost: %1</source>
        <translation>未移动，按实际花费计：%1</translation>
    </message>
    <message>
        <source>%1, left out: %2</source>
        <translation>%1，未计入：%2</translation>
    </message>
    <message>
        <source>%1, assumed: %2</source>
        <translation>%1，假设：%2</translation>
    </message>
    <message>
        <source>Converted at %1 %2 per %3 (%4, %5).</source>
        <translation>按 1 %3 = %1 %2 换算（%4，%5）。</translation>
    </message>
    <message>
        <source>%1 is no model of the price list. Set a price: tokenmeter prices set</source>
        <translation>价格表中没有模型 %1。设置价格：tokenmeter prices set</translation>
    </message>
    <message>
        <source>%1 is no model of the price list. Perhaps: %2</source>
        <translation>价格表中没有模型 %1。也许是：%2</translation>
    </message>
    <message>
        <source>Nothing in this view.</source>
        <translation>此视图中没有数据。</translation>
    </message>
    <message>
        <source>Say what to compare with: --model, or --advice for what could be saved.</source>
        <translation>请说明与什么比较：--model，或用 --advice 查看可以节省什么。</translation>
    </message>
    <message>
        <source>--advice looks for what to move itself. Leave out --move.</source>
        <translation>--advice 会自行寻找可移动的内容。请去掉 --move。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CompareView</name>
    <message>
        <source>Replay of %1</source>
        <comment>21,480 requests</comment>
        <translation>重放 %1</translation>
    </message>
    <message>
        <source>%1 without a price: they are in no figure, as there is nothing to compare them with.</source>
        <translation>%1没有价格：无可比较，未计入任何数字。</translation>
    </message>
    <message>
        <source>Not in the price list today: %1.</source>
        <translation>今天的价格表中没有：%1。</translation>
    </message>
    <message>
        <source>Only %1 models are compared at once; %2 more are chosen.</source>
        <translation>一次最多比较 %1 个模型；另有 %2 个已选择。</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>no exchange rate</source>
        <translation>没有汇率</translation>
    </message>
    <message>
        <source>exactly this</source>
        <translation>正是此数</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two amounts</comment>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>▲ %1 more</source>
        <translation>▲ 多 %1</translation>
    </message>
    <message>
        <source>▼ %1 less</source>
        <translation>▼ 少 %1</translation>
    </message>
    <message>
        <source>My work on each model</source>
        <translation>我的工作放到各个模型上</translation>
    </message>
    <message>
        <source>No model is chosen. Add one below.</source>
        <translation>尚未选择模型，请在下方添加。</translation>
    </message>
    <message>
        <source>Against actual: %1</source>
        <translation>与实际相比：%1</translation>
    </message>
    <message>
        <source>Against actual of the same requests: %1</source>
        <translation>与相同请求的实际花费相比：%1</translation>
    </message>
    <message>
        <source>actual, at least %1</source>
        <translation>实际，至少 %1</translation>
    </message>
    <message>
        <source>actual %1</source>
        <translation>实际 %1</translation>
    </message>
    <message>
        <source>My ratings</source>
        <translation>我的评分</translation>
    </message>
    <message>
        <source>Your own ratings, 1 to 10: the last row of the cards sets them.</source>
        <translation>你自己的评分，1 到 10：在卡片的最后一行设置。</translation>
    </message>
    <message>
        <source>%1, read on %2. Source: %3</source>
        <translation>%1，读取于 %2。来源：%3</translation>
    </message>
    <message>
        <source>%1. Source: %2</source>
        <translation>%1。来源：%2</translation>
    </message>
    <message>
        <source>Quality against my cost</source>
        <translation>质量与我的花费</translation>
    </message>
    <message>
        <source>My rating</source>
        <translation>我的评分</translation>
    </message>
    <message>
        <source>Cost of my work, %1, log scale</source>
        <translation>我的工作的花费，%1，对数刻度</translation>
    </message>
    <message>
        <source>efficient frontier</source>
        <translation>有效前沿</translation>
    </message>
    <message>
        <source>No compared model has a rating of yours. The last row of the cards sets them.</source>
        <translation>所比较的模型都没有你的评分，请在卡片的最后一行设置。</translation>
    </message>
    <message>
        <source>None of these models has a score here. Choose another scale.</source>
        <translation>这些模型在此都没有分数，请选择其他标准。</translation>
    </message>
    <message>
        <source>On the frontier: nothing here is both cheaper and as good.</source>
        <translation>位于前沿：没有既更便宜又同样好的模型。</translation>
    </message>
    <message>
        <source>On the frontier, but within the bands another model could be both.</source>
        <translation>位于前沿，但在区间内可能有模型两者兼具。</translation>
    </message>
    <message>
        <source>Another model is both cheaper and as good.</source>
        <translation>有模型既更便宜又同样好。</translation>
    </message>
    <message>
        <source>Another model is likely both cheaper and as good.</source>
        <translation>很可能有模型既更便宜又同样好。</translation>
    </message>
    <message>
        <source>%1 of my tokens</source>
        <translation>占我的 Token 的 %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>model, share of requests</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Filled: I use it, size = my tokens · ring: not used</source>
        <translation>实心：我在用，大小 = 我的 Token · 空心：未使用</translation>
    </message>
    <message>
        <source>No score here: %1</source>
        <translation>此处没有分数：%1</translation>
    </message>
    <message>
        <source>Takes only a part of the requests: %1</source>
        <translation>只能承接部分请求：%1</translation>
    </message>
    <message>
        <source>Cost of my work</source>
        <translation>我的工作的花费</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Against actual</source>
        <translation>与实际相比</translation>
    </message>
    <message>
        <source>A request</source>
        <translation>每次请求</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>缓存命中</translation>
    </message>
    <message>
        <source>Input · read · write · output</source>
        <translation>输入 · 读取 · 写入 · 输出</translation>
    </message>
    <message>
        <source>Input, per million</source>
        <translation>输入，每百万</translation>
    </message>
    <message>
        <source>Cache read, per million</source>
        <translation>缓存读取，每百万</translation>
    </message>
    <message>
        <source>Cache write, per million</source>
        <translation>缓存写入，每百万</translation>
    </message>
    <message>
        <source>Output, per million</source>
        <translation>输出，每百万</translation>
    </message>
    <message>
        <source>Context window</source>
        <translation>上下文长度</translation>
    </message>
    <message>
        <source>Long prompts</source>
        <translation>长提示</translation>
    </message>
    <message>
        <source>Service options</source>
        <translation>服务选项</translation>
    </message>
    <message>
        <source>My tokens so far</source>
        <translation>我已用的 Token</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未计入</translation>
    </message>
    <message>
        <source>%1 in, %2 out from %3</source>
        <comment>prices, tokens</comment>
        <translation>%3 起输入 %1、输出 %2</translation>
    </message>
    <message>
        <source>one price</source>
        <translation>同一价格</translation>
    </message>
    <message>
        <source>as input</source>
        <translation>同输入</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>rate…</source>
        <translation>评分…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>rating</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Cost over time</source>
        <translation>花费随时间的变化</translation>
    </message>
    <message>
        <source>Actual of that time</source>
        <translation>当时的实际花费</translation>
    </message>
    <message>
        <source>Without what it could not take.</source>
        <translation>不含它无法承接的部分。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Actual of the same requests</source>
        <translation>相同请求的实际花费</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>Price of %1</source>
        <translation>%1 的价格</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Per million tokens</source>
        <translation>每百万 Token</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write, 5 minutes</source>
        <translation>缓存写入，5 分钟</translation>
    </message>
    <message>
        <source>Cache write, 1 hour</source>
        <translation>缓存写入，1 小时</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Input, prompts from %1 tokens</source>
        <translation>输入，提示从 %1 个 Token 起</translation>
    </message>
    <message>
        <source>Output, prompts from %1 tokens</source>
        <translation>输出，提示从 %1 个 Token 起</translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <translation>%1，自 %2 起</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>× %1, %2 to %3</source>
        <translation>× %1，%2 到 %3</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CostTexts</name>
    <message>
        <source>no price for this model name</source>
        <translation>这个模型名称没有价格</translation>
    </message>
    <message>
        <source>several models have this name; say which with --provider</source>
        <translation>有多个同名模型，请用 --provider 指明</translation>
    </message>
    <message>
        <source>no price for that date</source>
        <translation>该日期没有价格</translation>
    </message>
    <message>
        <source>no model name</source>
        <translation>没有模型名称</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>%1: %2. Names that look alike: %3</source>
        <translation>%1：%2。相近的名称：%3</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Price per million</source>
        <translation>每百万价格</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>%1, matched by %2, price from %3 (%4)</source>
        <translation>%1，匹配方式 %2，价格自 %3 起（%4）</translation>
    </message>
    <message>
        <source>the model&apos;s launch</source>
        <translation>模型发布</translation>
    </message>
    <message>
        <source>only an amount is known</source>
        <translation>只知道金额</translation>
    </message>
</context>
<context>
    <name>tokenmeter::CourseTiles</name>
    <message>
        <source>Cost of this work</source>
        <translation>这些工作的花费</translation>
    </message>
    <message>
        <source>Most on %1</source>
        <translation>最高：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n model(s)</source>
        <translation>
            <numerusform>%1，%n 个模型</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::CumulativeChart</name>
    <message>
        <source>Until then</source>
        <translation>至此</translation>
    </message>
    <message>
        <source>On this day</source>
        <translation>当天</translation>
    </message>
    <message>
        <source>Expected until then</source>
        <translation>预计至此</translation>
    </message>
    <message>
        <source>80 % likely: %1 to %2</source>
        <translation>80 % 区间：%1 – %2</translation>
    </message>
    <message>
        <source>%1, after as many days</source>
        <comment>name of the previous period</comment>
        <translation>%1，相同天数</translation>
    </message>
    <message>
        <source>No forecast yet.</source>
        <translation>暂无预测。</translation>
    </message>
    <message>
        <source>This period</source>
        <translation>本时段</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>%1, %2 columns, %3 rows, total %4</source>
        <comment>chart, as a table</comment>
        <translation>%1，%2 列，%3 行，合计 %4</translation>
    </message>
</context>
<context>
    <name>tokenmeter::DateText</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
</context>
<context>
    <name>tokenmeter::DecisionTexts</name>
    <message>
        <source>Say which usage: --session, --project or another filter</source>
        <translation>请指明用量：--session、--project 或其他筛选</translation>
    </message>
    <message>
        <source>%1 records are out of totals now. To take it back: tokenmeter undo</source>
        <translation>已将 %1 条记录排除在合计之外。撤销命令：tokenmeter undo</translation>
    </message>
    <message>
        <source>%1 records are in totals again. To take it back: tokenmeter undo</source>
        <translation>已将 %1 条记录重新计入合计。撤销命令：tokenmeter undo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Why or value</source>
        <translation>原因或值</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>The journal is empty.</source>
        <translation>操作记录是空的。</translation>
    </message>
    <message>
        <source>Taken back: %1 %2 (%3 records)</source>
        <translation>已撤销：%1 %2（%3 条记录）</translation>
    </message>
    <message>
        <source>Taken back: %1 %2</source>
        <translation>已撤销：%1 %2</translation>
    </message>
    <message>
        <source>No record was found that this changes.</source>
        <translation>没有找到会因此改变的记录。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::DemoTexts</name>
    <message>
        <source>The demo&apos;s logs are in %1. Read them with: tokenmeter import --home %1</source>
        <translation>演示日志在 %1。读取命令：tokenmeter import --home %1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::DesktopSender</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Snooze for an hour</source>
        <translation>一小时后再提醒</translation>
    </message>
</context>
<context>
    <name>tokenmeter::Donut</name>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>%1, %2 parts, total %3</source>
        <comment>chart, as a table</comment>
        <translation>%1，%2 个部分，合计 %3</translation>
    </message>
</context>
<context>
    <name>tokenmeter::DropOverlay</name>
    <message>
        <source>Only files and folders of this computer can be imported. Save it here first.</source>
        <translation>只能导入这台电脑上的文件和文件夹，请先保存到本机。</translation>
    </message>
    <message numerus="yes">
        <source>%n address(es) left out: only files and folders of this computer can be imported.</source>
        <translation>
            <numerusform>已略过 %n 个地址：只能导入这台电脑上的文件和文件夹。</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be imported</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message numerus="yes">
        <source>Import %n file(s) and folders</source>
        <translation>
            <numerusform>导入 %n 个文件或文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>Known formats are read at once. For other tables a mapping is offered.</source>
        <translation>已知格式立即读取；其他表格会提供映射。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ExcludeDialog</name>
    <message>
        <source>Exclude from totals</source>
        <translation>从合计中排除</translation>
    </message>
    <message>
        <source>%1 will count in no total. They stay in the ledger and can be included again.</source>
        <translation>%1将不计入任何合计，但仍保留在账本中，可以重新计入。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>e.g. a test run</source>
        <translation>例如：测试运行</translation>
    </message>
    <message>
        <source>The journal keeps the reason.</source>
        <translation>原因会保留在操作记录中。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>请先填写原因。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FactCard</name>
    <message>
        <source>%1: %2</source>
        <comment>what a button does, and with what</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>More: %1</source>
        <comment>what can be done with a thing</comment>
        <translation>更多：%1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FactTexts</name>
    <message>
        <source>release</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>incident</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>price change</source>
        <translation>价格变动</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>%1, note %2:</source>
        <translation>%1，备注 %2：</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>节省</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>There is nothing yet.</source>
        <translation>还没有内容。</translation>
    </message>
    <message>
        <source>Number %1 was removed. To take that back: tokenmeter undo</source>
        <translation>编号 %1 已移除。撤销：tokenmeter undo</translation>
    </message>
    <message>
        <source>Kept as number %1. To take that back: tokenmeter undo</source>
        <translation>已保存为编号 %1。撤销：tokenmeter undo</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FetchPricesTexts</name>
    <message>
        <source>the provider bills in another currency</source>
        <translation>提供商以另一种货币计费</translation>
    </message>
    <message>
        <source>a price of zero, which may mean a subscription</source>
        <translation>价格为零，可能是订阅</translation>
    </message>
    <message>
        <source>two entries that differ</source>
        <translation>两个条目不一致</translation>
    </message>
    <message>
        <source>the list does not state all steps that the price has</source>
        <translation>列表没有列出该价格的全部分级</translation>
    </message>
    <message>
        <source>other hours of the day</source>
        <translation>时段不同</translation>
    </message>
    <message>
        <source>a step that has ended</source>
        <translation>已终止的分级</translation>
    </message>
    <message>
        <source>another future price is known</source>
        <translation>已知另一个未来价格</translation>
    </message>
    <message>
        <source>a service tier without one factor</source>
        <translation>服务等级没有统一系数</translation>
    </message>
    <message>
        <source>%1 is called deprecated, without a day.</source>
        <translation>%1 被标为弃用，没有日期。</translation>
    </message>
    <message>
        <source>%1 is no longer served since %2.</source>
        <translation>%1 自 %2 起不再提供。</translation>
    </message>
    <message>
        <source>%1 is served until %2.</source>
        <translation>%1 提供至 %2。</translation>
    </message>
    <message numerus="yes">
        <source>%n requests in 28 days.</source>
        <translation>
            <numerusform>28 天内 %n 次请求。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cheaper of the same line: %1, input %2 after %3, output %4 after %5 (%6 per million).</source>
        <translation>同系列更便宜的型号：%1，输入由 %3 降至 %2，输出由 %5 降至 %4（%6，每百万）。</translation>
    </message>
    <message>
        <source>Left out: %1: %2.</source>
        <translation>未采用：%1：%2。</translation>
    </message>
    <message numerus="yes">
        <source>Left out besides: %n entries.</source>
        <translation>
            <numerusform>另有 %n 个条目未采用。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 models with a price, %3 of them known here.</source>
        <translation>%1：%2 个模型有价格，其中 %3 个在此已知。</translation>
    </message>
    <message>
        <source>The list is the one fetched before.</source>
        <translation>列表与上次获取的相同。</translation>
    </message>
    <message>
        <source>These changes look wrong and are left out. With --with-guarded they are proposed, too.</source>
        <translation>这些变更看起来有误，未采用。加上 --with-guarded 则一并提议。</translation>
    </message>
    <message>
        <source>It changes no price. Nothing is proposed.</source>
        <translation>没有价格变更，没有提议。</translation>
    </message>
    <message>
        <source>Price list %1 against %2 in use: %3 changes.</source>
        <translation>价目表 %1 与现用的 %2 相比：%3 处变更。</translation>
    </message>
    <message>
        <source>Nothing has moved yet. Use it with: tokenmeter prices accept</source>
        <translation>尚未改动任何内容。启用命令：tokenmeter prices accept</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FetchRatesTexts</name>
    <message>
        <source>%1 has published nothing since %2. Nothing has changed.</source>
        <translation>自 %2 起，%1 没有公布新的汇率。没有任何改动。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n rates read, the newest of %2; </source>
        <translation>
            <numerusform>%1：读取了 %n 个汇率，最新为 %2；</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 new, %2 corrected.</source>
        <translation>新增 %1 个，更正 %2 个。</translation>
    </message>
    <message numerus="yes">
        <source>%n rates of another source stayed as they were.</source>
        <translation>
            <numerusform>%n 个其他来源的汇率保持不变。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FileIntake</name>
    <message>
        <source>The mapping “%1” is kept.</source>
        <translation>已保存映射“%1”。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FilterBar</name>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>(no project)</source>
        <translation>（无项目）</translation>
    </message>
    <message>
        <source>(not said)</source>
        <translation>（未注明）</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>so many of all models</comment>
        <translation>%2 个中的 %1 个</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>filter and value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>服务层级</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>filter on the cost or tokens of a record</comment>
        <translation>数值</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>更多筛选</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>仅此项</translation>
    </message>
    <message>
        <source>counted too</source>
        <translation>也计入</translation>
    </message>
    <message>
        <source>known</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>no %1</source>
        <comment>no tag of that key</comment>
        <translation>无 %1</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Count excluded records too</source>
        <translation>也计入已排除的记录</translation>
    </message>
    <message>
        <source>Only excluded records</source>
        <translation>仅已排除的记录</translation>
    </message>
    <message>
        <source>Only records without a price</source>
        <translation>仅没有价格的记录</translation>
    </message>
    <message>
        <source>Only records with a price</source>
        <translation>仅有价格的记录</translation>
    </message>
    <message>
        <source>%1…</source>
        <comment>opens the list of a filter</comment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1 (none in this ledger)</source>
        <translation>%1（此账本中没有）</translation>
    </message>
    <message>
        <source>Basis</source>
        <comment>which cost is shown</comment>
        <translation>计费口径</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FilterLine</name>
    <message>
        <source>Filter, e.g. model:opus*</source>
        <translation>筛选，例如 model:opus*</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Words such as model:opus*, tag:client-a or cost&gt;1. Return applies them.</source>
        <translation>可用 model:opus*、tag:client-a 或 cost&gt;1 等写法，按回车键应用。</translation>
    </message>
    <message>
        <source>Column %1: there is no filter named “%2”. There are model:, project:, provider:, source:, tag:, session:, agent:, tier:, excluded: and unpriced:. Write &quot;%2:&quot; in quotes to look for it as text.</source>
        <translation>第 %1 列：没有名为“%2”的筛选。可用的有 model:、project:、provider:、source:、tag:、session:、agent:、tier:、excluded: 和 unpriced:。要按文字查找，请加引号写成 &quot;%2:&quot;。</translation>
    </message>
    <message>
        <source>Column %1: a quotation mark is missing at the end of %2.</source>
        <translation>第 %1 列：%2 末尾缺少引号。</translation>
    </message>
    <message>
        <source>Column %1: “%2” does not say of what. Write cost&gt;1 or tokens&gt;=20000, without blanks.</source>
        <translation>第 %1 列：“%2”没有说明比较什么。请写成 cost&gt;1 或 tokens&gt;=20000，中间不加空格。</translation>
    </message>
    <message>
        <source>Column %1: “%2” cannot be compared. There are %3.</source>
        <translation>第 %1 列：“%2”不能用来比较。可用的有 %3。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Column %1: a number is missing in “%2”. Write cost&gt;1.50, or tokens&gt;=20000 in whole tokens.</source>
        <translation>第 %1 列：“%2”中缺少数字。请写成 cost&gt;1.50，或 tokens&gt;=20000（Token 为整数）。</translation>
    </message>
    <message>
        <source>Column %1: “%2” names no tag. Write tag:client-a, tag:client=a, or tag:client=&quot;&quot; for usage without one.</source>
        <translation>第 %1 列：“%2”没有指明标签。请写成 tag:client-a、tag:client=a，或用 tag:client=&quot;&quot; 查找没有该标签的用量。</translation>
    </message>
    <message>
        <source>Column %1: write excluded:yes to count excluded records, or excluded:only to see nothing else.</source>
        <translation>第 %1 列：写 excluded:yes 会计入已排除的记录，写 excluded:only 则只看已排除的记录。</translation>
    </message>
    <message>
        <source>Column %1: write unpriced:yes or unpriced:no.</source>
        <translation>第 %1 列：请写 unpriced:yes 或 unpriced:no。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FilterPopup</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search in %1</source>
        <translation>在%1中搜索</translation>
    </message>
    <message>
        <source>Only</source>
        <comment>choose this one and no other</comment>
        <translation>仅此项</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FindBar</name>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FirstStartPage</name>
    <message>
        <source>Found on this computer</source>
        <translation>在这台电脑上找到</translation>
    </message>
    <message>
        <source>Logs are only read, never changed.</source>
        <translation>只读取日志，从不修改。</translation>
    </message>
    <message>
        <source>Import a file or folder…</source>
        <translation>导入文件或文件夹…</translation>
    </message>
    <message>
        <source>An export, a CSV, a backup. Ctrl+O</source>
        <translation>导出文件、CSV 或备份。Ctrl+O</translation>
    </message>
    <message>
        <source>Explore demo data</source>
        <translation>浏览演示数据</translation>
    </message>
    <message>
        <source>A separate ledger, clearly marked</source>
        <translation>独立的账本，有明确标记</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Prompts and answers are never stored.</source>
        <translation>数据不会离开这台电脑，也从不保存提示词和回答。</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Welcome.</source>
        <translation>欢迎。</translation>
    </message>
    <message>
        <source>Tokenmeter reads the usage logs that your tools write, prices every token
and keeps the result in a ledger of your own.</source>
        <translation>Tokenmeter 读取各工具写下的用量日志，为每个 Token 计价，
并把结果存进你自己的账本。</translation>
    </message>
    <message>
        <source>Looking for usage logs…</source>
        <translation>正在查找用量日志…</translation>
    </message>
    <message>
        <source>Welcome. No usage logs were found on this computer.</source>
        <translation>欢迎。这台电脑上没有找到用量日志。</translation>
    </message>
    <message>
        <source>Tokenmeter reads the usage logs that coding tools write. Import an export or a folder
from elsewhere, or look around in the demo data.</source>
        <translation>Tokenmeter 读取编程工具写下的用量日志。可以导入别处的导出文件或文件夹，
也可以先看看演示数据。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Welcome. Your spend is already on this computer.</source>
        <translation>欢迎。你的花费记录就在这台电脑上。</translation>
    </message>
    <message>
        <source>%1, %2, not read yet</source>
        <comment>files and size</comment>
        <translation>%1，%2，尚未读取</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>since %1 %2</source>
        <comment>month and year</comment>
        <translation>%2 年 %1起</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>files, size, since</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>Cursor</source>
        <translation>Cursor</translation>
    </message>
    <message>
        <source>Cursor keeps no log on disk; export its usage as CSV from its dashboard.</source>
        <translation>Cursor 不在磁盘上保存日志；请在它的控制台把用量导出为 CSV。</translation>
    </message>
    <message>
        <source>keeps no log on disk</source>
        <translation>不在磁盘上保存日志</translation>
    </message>
    <message>
        <source>Import its CSV…</source>
        <translation>导入它的 CSV…</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln source(s)</source>
        <translation>
            <numerusform>导入 %Ln 个来源</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>No usage logs were found.</source>
        <translation>没有找到用量日志。</translation>
    </message>
    <message>
        <source>No source is chosen.</source>
        <translation>没有选择来源。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FoldButton</name>
    <message>
        <source>Filters (%1)</source>
        <translation>筛选（%1）</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ForgottenList</name>
    <message>
        <source>Forgotten</source>
        <translation>已忘记</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <comment>a source, its folder</comment>
        <translation>恢复：%1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::FreshTexts</name>
    <message>
        <source>Logs read just now.</source>
        <translation>刚刚读取过日志。</translation>
    </message>
    <message>
        <source>The logs could not be read: %1</source>
        <translation>无法读取日志：%1</translation>
    </message>
    <message>
        <source>There was not enough time to read all logs.</source>
        <translation>时间不够，未能读取全部日志。</translation>
    </message>
    <message>
        <source>No logs were read yet. See: tokenmeter import</source>
        <translation>尚未读取任何日志。请看：tokenmeter import</translation>
    </message>
    <message>
        <source>Logs last read less than a minute ago.</source>
        <translation>不到一分钟前读取过日志。</translation>
    </message>
    <message numerus="yes">
        <source>Logs last read %n minute(s) ago.</source>
        <translation>
            <numerusform>%n 分钟前读取过日志。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Logs last read %n hour(s) ago.</source>
        <translation>
            <numerusform>%n 小时前读取过日志。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Logs last read %n day(s) ago.</source>
        <translation>
            <numerusform>%n 天前读取过日志。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FrontierChart</name>
    <message>
        <source>Cost of this work</source>
        <translation>这些工作的花费</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n model(s)</source>
        <translation>
            <numerusform>%1，%n 个模型</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::HeaderBar</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>There is nothing to go back to.</source>
        <translation>没有可以后退的内容。</translation>
    </message>
    <message>
        <source>There is nothing to go forward to.</source>
        <translation>没有可以前进的内容。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter, e.g. model:opus*</source>
        <translation>筛选，例如 model:opus*</translation>
    </message>
    <message>
        <source>Show as table and export</source>
        <translation>显示为表格并导出</translation>
    </message>
</context>
<context>
    <name>tokenmeter::HeatMap</name>
    <message>
        <source>%1, %2 columns, %3 rows</source>
        <comment>heat map, as a table</comment>
        <translation>%1，%2 列，%3 行</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ImportCsvTexts</name>
    <message>
        <source>%1 holds no row with a day and a cost.</source>
        <translation>%1 中没有同时带日期和费用的行。</translation>
    </message>
    <message>
        <source>%1 charges from %2 to %3.</source>
        <translation>%1 条账单项，从 %2 到 %3。</translation>
    </message>
    <message>
        <source>Charges of these days were already read from %1 itself; the table would count them twice. Nothing was imported.</source>
        <translation>这些日期的账单项已经从 %1 自身读取；再导入此表会重复计算。未导入任何内容。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ImportTexts</name>
    <message>
        <source>Reading: %1 of %2 files, %3 of %4 MB</source>
        <translation>正在读取：%2 个文件中的 %1 个，%4 MB 中的 %3 MB</translation>
    </message>
    <message>
        <source>%1 files found, %2 read, %3 unchanged, %4 failed.</source>
        <translation>找到 %1 个文件，读取 %2 个，未变 %3 个，失败 %4 个。</translation>
    </message>
    <message>
        <source>%1 records added, %2 updated, %3 lines were copies of records.</source>
        <translation>新增 %1 条记录，更新 %2 条，另有 %3 行是重复记录。</translation>
    </message>
    <message>
        <source>%1 files, %2 usage lines read</source>
        <translation>%1 个文件，读取 %2 行用量</translation>
    </message>
    <message>
        <source>Stopped before the end; the next import goes on from here.</source>
        <translation>中途停止；下次导入从这里继续。</translation>
    </message>
    <message>
        <source>  %1 more problems; see them all with --json.</source>
        <translation>  另有 %1 个问题；用 --json 查看全部。</translation>
    </message>
    <message>
        <source>To read a file or folder: tokenmeter import PATH</source>
        <translation>读取文件或文件夹：tokenmeter import PATH</translation>
    </message>
    <message numerus="yes">
        <source>%n lines of bills are stored; see them with: tokenmeter reconcile</source>
        <translation>
            <numerusform>已保存 %n 行账单；查看方法：tokenmeter reconcile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records are left out, since another source tells the same. See: tokenmeter sources overlaps</source>
        <translation>
            <numerusform>%n 条记录未计入，因为另一来源记录了同一用量。请参阅：tokenmeter sources overlaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sources were passed over because they are paused. See: tokenmeter sources</source>
        <translation>
            <numerusform>%n 个来源因已暂停而被跳过。请参阅：tokenmeter sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files have names of logs but no known format and were not read. To see why, name one: tokenmeter import FILE</source>
        <translation>
            <numerusform>%n 个文件名称像日志，但格式未知，未读取。要了解原因，请单独指定其中一个：tokenmeter import FILE</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::Inspector</name>
    <message>
        <source>Why this amount</source>
        <translation>金额由来</translation>
    </message>
    <message>
        <source>Open line</source>
        <translation>打开所在行</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Set price…</source>
        <translation>设置价格…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::InspectorView</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write 5 m</source>
        <translation>缓存写入 5 分钟</translation>
    </message>
    <message>
        <source>Cache write 1 h</source>
        <translation>缓存写入 1 小时</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Audio input</source>
        <translation>音频输入</translation>
    </message>
    <message>
        <source>Cached audio</source>
        <translation>缓存音频</translation>
    </message>
    <message>
        <source>Audio output</source>
        <translation>音频输出</translation>
    </message>
    <message>
        <source>Image input</source>
        <translation>图像输入</translation>
    </message>
    <message>
        <source>Image output</source>
        <translation>图像输出</translation>
    </message>
    <message>
        <source>Web searches</source>
        <translation>网页搜索</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>完全匹配</translation>
    </message>
    <message>
        <source>a known alias</source>
        <translation>已知别名</translation>
    </message>
    <message>
        <source>your own price for this name</source>
        <translation>你为此名称设置的价格</translation>
    </message>
    <message>
        <source>without the suffix in brackets</source>
        <translation>去掉括号中的后缀</translation>
    </message>
    <message>
        <source>without the router&apos;s suffix</source>
        <translation>去掉路由服务的后缀</translation>
    </message>
    <message>
        <source>without the provider&apos;s prefix</source>
        <translation>去掉提供商前缀</translation>
    </message>
    <message>
        <source>read as a Bedrock id</source>
        <translation>按 Bedrock ID 识别</translation>
    </message>
    <message>
        <source>read as a Vertex id</source>
        <translation>按 Vertex ID 识别</translation>
    </message>
    <message>
        <source>by a pattern of the catalogue</source>
        <translation>按价目表中的模式匹配</translation>
    </message>
    <message>
        <source>the suffix says fast mode</source>
        <translation>后缀表示快速模式</translation>
    </message>
    <message>
        <source>without the effort&apos;s suffix</source>
        <translation>去掉推理强度后缀</translation>
    </message>
    <message>
        <source>an alias that moves by date</source>
        <translation>随日期变动的别名</translation>
    </message>
    <message>
        <source>nothing was used</source>
        <translation>没有用量</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>The price list does not know this model. Its usage is in no total of costs until it has a price.</source>
        <translation>价目表中没有这个模型。在有价格之前，它的用量不计入任何花费合计。</translation>
    </message>
    <message>
        <source>This name fits several models with different prices, so none was chosen.</source>
        <translation>有多个价格不同的模型符合这个名称，因此没有选用任何一个。</translation>
    </message>
    <message>
        <source>The price list has no price of this model for that day.</source>
        <translation>价目表中没有这个模型当天的价格。</translation>
    </message>
    <message>
        <source>The source did not say which model answered.</source>
        <translation>来源没有说明由哪个模型回答。</translation>
    </message>
    <message>
        <source>same message and request; of each count the larger one is kept, since answers grow while they stream</source>
        <translation>消息和请求相同；回答在流式输出时会增长，因此各项计数取较大值</translation>
    </message>
    <message>
        <source>a side question repeats its parent&apos;s answer under a new request</source>
        <translation>旁支提问以新请求重复了上级的回答</translation>
    </message>
    <message>
        <source>same message and prompt; one line has no request id</source>
        <translation>消息和提示词相同；其中一行没有请求 ID</translation>
    </message>
    <message>
        <source> UTC</source>
        <translation> UTC</translation>
    </message>
    <message>
        <source>in force since launch</source>
        <translation>自发布起有效</translation>
    </message>
    <message>
        <source>in force since %1</source>
        <translation>自 %1 起有效</translation>
    </message>
    <message>
        <source>in force until before %1</source>
        <translation>%1 之前有效</translation>
    </message>
    <message>
        <source>in force from %1 until before %2</source>
        <translation>自 %1 起、%2 之前有效</translation>
    </message>
    <message>
        <source>; %1 mode</source>
        <comment>fast, thinking</comment>
        <translation>；%1 模式</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>context %1 tokens</source>
        <translation>上下文 %1 个 Token</translation>
    </message>
    <message>
        <source>the price from %1 tokens on</source>
        <translation>%1 个 Token 起的价格</translation>
    </message>
    <message>
        <source>below the step at %1</source>
        <translation>未达 %1 的分级</translation>
    </message>
    <message>
        <source>one price for any length</source>
        <translation>不分长度，同一价格</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <comment>service tier; context</comment>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>1 (no batch, no region uplift)</source>
        <translation>1（非批量，无区域加价）</translation>
    </message>
    <message>
        <source>1 (the tier has prices of its own)</source>
        <translation>1（该服务层级有单独的价格）</translation>
    </message>
    <message>
        <source>%1 (region)</source>
        <translation>%1（区域）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>your own price</source>
        <translation>你设置的价格</translation>
    </message>
    <message>
        <source>catalogue of %1</source>
        <translation>%1 的价目表</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 和另外 %2 个</translation>
    </message>
    <message>
        <source>, from %1</source>
        <comment>documents</comment>
        <translation>，依据 %1</translation>
    </message>
    <message>
        <source>; not verified</source>
        <translation>；未核实</translation>
    </message>
    <message>
        <source>; one source only</source>
        <translation>；仅有一个来源</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1 第 %2 行</translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation>%1 第 %2 字节</translation>
    </message>
    <message>
        <source>fee not known</source>
        <translation>费用未知</translation>
    </message>
    <message>
        <source> / 1,000</source>
        <comment>price of a thousand calls</comment>
        <translation> / 1,000</translation>
    </message>
    <message>
        <source>of these %1 reasoning</source>
        <translation>其中推理 %1</translation>
    </message>
    <message>
        <source>%1 · list cost</source>
        <comment>time of a record</comment>
        <translation>%1 · 按标价</translation>
    </message>
    <message>
        <source>Excluded from totals: it counts in no sum.</source>
        <translation>已从合计中排除，不计入任何总和。</translation>
    </message>
    <message>
        <source>They are %1.</source>
        <translation>它们是：%1。</translation>
    </message>
    <message>
        <source>Names that look like it: %1.</source>
        <translation>相近的名称：%1。</translation>
    </message>
    <message>
        <source>Token class</source>
        <translation>Token 类别</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>%1 per million</source>
        <translation>%1，每百万</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>(not said)</source>
        <translation>（未注明）</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>logged name, model</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>names and how they match</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Row</source>
        <comment>row of a price list</comment>
        <translation>价格行</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>服务层级</translation>
    </message>
    <message>
        <source>Multiplier</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>(no unit)</source>
        <translation>（无单位）</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>来源自报</translation>
    </message>
    <message>
        <source>%1 %2, by the source; not part of any total</source>
        <translation>%1 %2，由来源给出，未计入任何合计</translation>
    </message>
    <message>
        <source>Counted once</source>
        <translation>只计一次</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>1 log line, found nowhere else</source>
        <translation>1 行日志，别处没有重复</translation>
    </message>
    <message>
        <source>%1 log lines</source>
        <translation>%1 行日志</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Also in</source>
        <translation>也见于</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>%1 in one record: context steps cannot be told</source>
        <translation>一条记录含 %1 次，无法判断上下文分级</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>a count in the log was impossible and was corrected</source>
        <translation>日志中有一个计数不可能成立，已更正</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <comment>key and value</comment>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>Read in</source>
        <translation>读入时间</translation>
    </message>
    <message>
        <source>%1 · %2 · list cost</source>
        <comment>requests, tokens</comment>
        <translation>%1 · %2 · 按标价</translation>
    </message>
    <message>
        <source>%1 more has no exchange rate and is not in this sum.</source>
        <translation>另有 %1 没有汇率，未计入此总和。</translation>
    </message>
    <message>
        <source>%1 without a price are not in this sum.</source>
        <translation>%1没有价格，未计入此总和。</translation>
    </message>
    <message>
        <source>%1 without a price: %2</source>
        <translation>%1没有价格：%2</translation>
    </message>
    <message>
        <source>from %1 tokens on</source>
        <translation>%1 个 Token 起</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between two facts</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>换算为 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>model, requests</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>Prices used</source>
        <translation>所用价格</translation>
    </message>
    <message>
        <source>Exchange rates used</source>
        <translation>所用汇率</translation>
    </message>
    <message>
        <source>%1 %2 per %3, %4</source>
        <comment>rate, currency, currency, source</comment>
        <translation>1 %3 = %1 %2，%4</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>label and value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Only an amount is known: the source did not say which tokens were used. It is in no total of costs.</source>
        <translation>只知道金额：来源没有说明用了哪些 token。它不计入任何费用合计。</translation>
    </message>
    <message>
        <source>another record of the tool, such as a session&apos;s sum, tells the same call; the finer one counts</source>
        <translation>该工具的另一条记录（例如会话合计）记录了同一次调用；以更细的那条为准</translation>
    </message>
    <message>
        <source>the tool noted the same answer twice; the finished one counts</source>
        <translation>该工具把同一回答记录了两次；以完成的那条为准</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>its source has no cache counts: all input has the full price, so the cost can be too high</source>
        <translation>其来源没有缓存计数：全部输入按全价计算，因此费用可能偏高</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>推定</translation>
    </message>
    <message>
        <source>the log names no model; the one that the tool uses by default stands in</source>
        <translation>日志没有写明模型；以该工具默认使用的模型代替</translation>
    </message>
    <message>
        <source>a restored checkpoint took requests out of the task, and a sum stands in their place; what is known of them in detail counts, else one sum</source>
        <translation>恢复检查点时从任务中移除了一些请求，并以一条合计代替；已知明细的以明细为准，否则以一条合计为准</translation>
    </message>
    <message>
        <source>%1 in one record, each with a prompt of more than %2 tokens</source>
        <translation>一条记录含 %1 个请求，每个请求的提示词都超过 %2 个 Token</translation>
    </message>
    <message>
        <source>all prompts are longer than %1 tokens</source>
        <translation>所有提示词都超过 %1 个 Token</translation>
    </message>
</context>
<context>
    <name>tokenmeter::KeyTexts</name>
    <message>
        <source>%1, %2 (may stay empty; not shown)</source>
        <translation>%1，%2（可以留空；输入不显示）</translation>
    </message>
    <message>
        <source>%1, %2 (not shown)</source>
        <translation>%1，%2（输入不显示）</translation>
    </message>
</context>
<context>
    <name>tokenmeter::LedgersMenu</name>
    <message>
        <source>Recent ledgers</source>
        <translation>最近的账本</translation>
    </message>
    <message>
        <source>No other ledger was opened yet</source>
        <translation>还没有打开过其他账本</translation>
    </message>
</context>
<context>
    <name>tokenmeter::MainWindow</name>
    <message>
        <source>Tokenmeter, demo data</source>
        <translation>Tokenmeter，演示数据</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>There is nothing on this page to export.</source>
        <translation>此页面没有可导出的内容。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>%1 List cost is shown.</source>
        <comment>why billed cost cannot be shown</comment>
        <translation>%1当前显示标价花费。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) without a price</source>
        <translation>
            <numerusform>%n 个模型没有价格</numerusform>
        </translation>
    </message>
    <message>
        <source>Problems of the last import</source>
        <translation>上次导入的问题</translation>
    </message>
    <message numerus="yes">
        <source>%n tool(s) found and not read</source>
        <translation>
            <numerusform>发现 %n 个工具的日志尚未读取</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::MappingDialog</name>
    <message>
        <source>Import with a mapping</source>
        <translation>按映射导入</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Name of the mapping</source>
        <translation>映射名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and import</source>
        <translation>保存并导入</translation>
    </message>
    <message>
        <source>This file cannot be mapped.</source>
        <translation>此文件无法映射。</translation>
    </message>
    <message>
        <source>names of the columns</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>%1 (fits)</source>
        <comment>a mapping whose columns are in the file</comment>
        <translation>%1（适用）</translation>
    </message>
    <message>
        <source>Leave out what cannot be read</source>
        <translation>略过无法读取的行</translation>
    </message>
    <message>
        <source>No row is read. Choose other columns.</source>
        <translation>没有读取任何行，请选择其他列。</translation>
    </message>
    <message>
        <source>Give the mapping a name: the next file like this is read with it, here and on the command line.</source>
        <translation>给映射起个名称：以后同样的文件就按它读取，命令行也可使用。</translation>
    </message>
    <message>
        <source>A name has letters, digits, blanks, dots, hyphens and underscores, and does not begin with a dot.</source>
        <translation>名称可用字母、数字、空格、点、连字符和下划线，且不能以点开头。</translation>
    </message>
    <message>
        <source>A mapping of this name is kept already, and is replaced.</source>
        <translation>已有同名映射，将被替换。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) left out</source>
        <translation>
            <numerusform>略过 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>No mapping is kept yet.</source>
        <translation>还没有保存任何映射。</translation>
    </message>
    <message>
        <source>This file was read before, and not with this mapping.</source>
        <translation>此文件已按其他映射读取过。</translation>
    </message>
    <message>
        <source>Number the columns</source>
        <translation>按编号命名列</translation>
    </message>
    <message>
        <source>What it gave then goes when it is imported with this one. Tags, exclusions and notes stay with the row they are about.</source>
        <translation>用这个映射导入后，它当时给出的记录会移除。标签、排除和备注仍跟随它们所说的那一行。</translation>
    </message>
    <message>
        <source>Kept as “%1”. On the command line: %2</source>
        <translation>已保存为“%1”。命令行用法：%2</translation>
    </message>
</context>
<context>
    <name>tokenmeter::MappingFields</name>
    <message>
        <source>When and what</source>
        <translation>时间与模型</translation>
    </message>
    <message>
        <source>How the time is written</source>
        <translation>时间的写法</translation>
    </message>
    <message>
        <source>found by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>2026-11-18T14:32:00Z</source>
        <translation>2026-11-18T14:32:00Z</translation>
    </message>
    <message>
        <source>a number since 1970</source>
        <translation>1970 年起的数字</translation>
    </message>
    <message>
        <source>18.11.2026 14:32</source>
        <translation>18.11.2026 14:32</translation>
    </message>
    <message>
        <source>18/11/2026 14:32</source>
        <translation>18/11/2026 14:32</translation>
    </message>
    <message>
        <source>11/18/2026 14:32</source>
        <translation>11/18/2026 14:32</translation>
    </message>
    <message>
        <source>another pattern…</source>
        <translation>其他格式…</translation>
    </message>
    <message>
        <source>Written as</source>
        <translation>写法</translation>
    </message>
    <message>
        <source>Pattern of the time</source>
        <translation>时间的格式</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Time zone of times without one</source>
        <translation>未注明时区的时间所用时区</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Unit of tokens</source>
        <translation>Token 的单位</translation>
    </message>
    <message>
        <source>single tokens</source>
        <translation>个</translation>
    </message>
    <message>
        <source>thousands</source>
        <translation>千</translation>
    </message>
    <message>
        <source>millions</source>
        <translation>百万</translation>
    </message>
    <message>
        <source>Counted in</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>How numbers are written</source>
        <translation>数字的写法</translation>
    </message>
    <message>
        <source>1,234.5</source>
        <translation>1,234.5</translation>
    </message>
    <message>
        <source>1.234,5</source>
        <translation>1.234,5</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Currency of the cost</source>
        <translation>花费的币种</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Unit of the cost</source>
        <translation>花费的单位</translation>
    </message>
    <message>
        <source>whole units</source>
        <translation>元等整单位</translation>
    </message>
    <message>
        <source>hundredths (cents)</source>
        <translation>百分之一（分）</translation>
    </message>
    <message>
        <source>thousandths</source>
        <translation>千分之一</translation>
    </message>
    <message>
        <source>millionths</source>
        <translation>百万分之一</translation>
    </message>
    <message>
        <source>What a cost of 0 means</source>
        <translation>花费为 0 的含义</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>it was free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>A cost of 0</source>
        <translation>花费为 0</translation>
    </message>
    <message>
        <source>Who and for what</source>
        <translation>归属</translation>
    </message>
    <message>
        <source>How a row is known again</source>
        <translation>如何识别重复的行</translation>
    </message>
    <message>
        <source>by all that is in it</source>
        <translation>按全部内容</translation>
    </message>
    <message>
        <source>by its id</source>
        <translation>按 ID</translation>
    </message>
    <message>
        <source>Known again</source>
        <translation>识别重复</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Table with tabs</source>
        <translation>制表符分隔的表格</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>JSON list</source>
        <translation>JSON 列表</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Where the list is</source>
        <translation>列表所在位置</translation>
    </message>
    <message>
        <source>the file is the list</source>
        <translation>文件本身就是列表</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>What separates the columns</source>
        <translation>列的分隔符</translation>
    </message>
    <message>
        <source>comma ,</source>
        <translation>逗号 ,</translation>
    </message>
    <message>
        <source>semicolon ;</source>
        <translation>分号 ;</translation>
    </message>
    <message>
        <source>bar |</source>
        <translation>竖线 |</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Separated by</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>none, columns are numbered</source>
        <translation>无，列按编号</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Row with the names</source>
        <translation>列名所在行</translation>
    </message>
    <message>
        <source>Names in</source>
        <translation>列名在</translation>
    </message>
    <message>
        <source>Rows with this text in a cell are passed over</source>
        <translation>单元格含此文字的行会跳过</translation>
    </message>
    <message>
        <source>Rows with this text in a cell are passed over, for example a line of totals.</source>
        <translation>单元格含此文字的行会跳过，例如合计行。</translation>
    </message>
    <message>
        <source>Pass over</source>
        <translation>跳过含有</translation>
    </message>
    <message>
        <source>times %1</source>
        <translation>乘以 %1</translation>
    </message>
    <message>
        <source>1234.5, no groups</source>
        <translation>1234.5，无千位分隔</translation>
    </message>
</context>
<context>
    <name>tokenmeter::MappingTable</name>
    <message>
        <source>The first rows of the file</source>
        <translation>文件的前几行</translation>
    </message>
</context>
<context>
    <name>tokenmeter::MappingTableModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Becomes</source>
        <comment>what a row of a file becomes</comment>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>tokenmeter::MappingText</name>
    <message numerus="yes">
        <source>CSV with %n column(s)</source>
        <translation>
            <numerusform>CSV，%n 列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Table with tabs, %n column(s)</source>
        <translation>
            <numerusform>制表符分隔的表格，%n 列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>JSON lines with %n field(s)</source>
        <translation>
            <numerusform>JSON 行，%n 个字段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>JSON list with %n field(s)</source>
        <translation>
            <numerusform>JSON 列表，%n 个字段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, the first %n row(s)</source>
        <translation>
            <numerusform>%1，%2，前 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n row(s)</source>
        <translation>
            <numerusform>%1，%2，共 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>This file is empty. Export it again with the period you want.</source>
        <translation>此文件是空的，请按所需时段重新导出。</translation>
    </message>
    <message>
        <source>This file is written in UTF-16. Save it as UTF-8, in spreadsheets as “CSV UTF-8”, and open it again.</source>
        <translation>此文件是 UTF-16 编码。请存为 UTF-8（电子表格中选“CSV UTF-8”）后重新打开。</translation>
    </message>
    <message>
        <source>This file is no text. Export it as CSV or JSON and open that.</source>
        <translation>此文件不是文本，请导出为 CSV 或 JSON 后再打开。</translation>
    </message>
    <message>
        <source>Everything stands in one column. Choose what separates the columns, or the kind of file.</source>
        <translation>所有内容都在一列中，请选择分隔符或文件类型。</translation>
    </message>
    <message>
        <source>There is no row below the names. Choose another row as the header, or export the file again.</source>
        <translation>列名下面没有任何行，请另选列名所在行，或重新导出文件。</translation>
    </message>
    <message>
        <source>There is no list of objects at this place of the file. Choose the list, or the kind of file.</source>
        <translation>文件的这个位置没有对象列表，请选择列表或文件类型。</translation>
    </message>
    <message>
        <source>This list is longer than what can be looked at here. Export it as JSON lines or CSV, or in smaller files.</source>
        <translation>此列表过长，无法在此查看。请导出为 JSON 行或 CSV，或拆成较小的文件。</translation>
    </message>
    <message>
        <source>Some letters are not UTF-8. Numbers are read; names may come out damaged.</source>
        <translation>部分字符不是 UTF-8：数字可以读取，名称可能损坏。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供方</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>输入 Token</translation>
    </message>
    <message>
        <source>Read from cache</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Written to cache</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Written for 1 hour</source>
        <translation>缓存写入 1 小时</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>输出 Token</translation>
    </message>
    <message>
        <source>Reasoning tokens</source>
        <translation>推理 Token</translation>
    </message>
    <message>
        <source>All tokens</source>
        <translation>全部 Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求数</translation>
    </message>
    <message>
        <source>Id of the record</source>
        <translation>记录 ID</translation>
    </message>
    <message>
        <source>Stop reason</source>
        <translation>停止原因</translation>
    </message>
    <message>
        <source>no time</source>
        <translation>没有时间</translation>
    </message>
    <message>
        <source>neither tokens nor cost</source>
        <translation>既无 Token 也无花费</translation>
    </message>
    <message>
        <source>the time is not understood</source>
        <translation>无法识别时间</translation>
    </message>
    <message>
        <source>a time before 2020</source>
        <translation>时间早于 2020 年</translation>
    </message>
    <message>
        <source>quotes do not match, or too many cells</source>
        <translation>引号不匹配，或单元格过多</translation>
    </message>
    <message>
        <source>too few cells</source>
        <translation>单元格过少</translation>
    </message>
    <message>
        <source>no JSON</source>
        <translation>不是 JSON</translation>
    </message>
    <message>
        <source>no object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>passed over</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>略过：%1</translation>
    </message>
    <message>
        <source>Input that was not cached</source>
        <translation>未命中缓存的输入</translation>
    </message>
    <message>
        <source>of it reasoning</source>
        <translation>其中推理</translation>
    </message>
    <message>
        <source>%1 of %2 rows read</source>
        <translation>已读取 %1/%2 行</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <comment>an abbreviated number</comment>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a sum in words</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>The column “%1” is not in this file. Choose another one for it, or none.</source>
        <translation>此文件中没有列“%1”，请另选一列，或选“无”。</translation>
    </message>
    <message>
        <source>Choose the column that holds the time.</source>
        <translation>请选择时间所在的列。</translation>
    </message>
    <message>
        <source>The pattern needs %Y, %m and %d, and knows %H, %M, %S and %f besides.</source>
        <translation>格式必须含 %Y、%m 和 %d，还可用 %H、%M、%S 和 %f。</translation>
    </message>
    <message>
        <source>Choose the time zone of times without one.</source>
        <translation>请选择未注明时区的时间所用时区。</translation>
    </message>
    <message>
        <source>Choose at least one column with tokens or a cost.</source>
        <translation>请至少选择一列 Token 或花费。</translation>
    </message>
    <message>
        <source>Choose the currency of the cost.</source>
        <translation>请选择花费的币种。</translation>
    </message>
    <message>
        <source>Choose the unit of the cost.</source>
        <translation>请选择花费的单位。</translation>
    </message>
    <message>
        <source>Say whether input includes what was read from the cache: a wrong guess counts tokens twice, or not at all.</source>
        <translation>请说明输入是否包含缓存读取：选错会重复计入或漏计 Token。</translation>
    </message>
    <message>
        <source>Say whether input includes what was written to the cache.</source>
        <translation>请说明输入是否包含缓存写入。</translation>
    </message>
    <message>
        <source>Say whether output includes reasoning.</source>
        <translation>请说明输出是否包含推理。</translation>
    </message>
    <message>
        <source>Choose the column with the id, or tell equal rows by what is in them.</source>
        <translation>请选择 ID 所在的列，或按内容识别重复的行。</translation>
    </message>
    <message>
        <source>Line %1: %2.</source>
        <translation>第 %1 行：%2。</translation>
    </message>
    <message>
        <source>Does input include what was read from the cache?</source>
        <translation>输入是否包含缓存读取？</translation>
    </message>
    <message>
        <source>Yes: %1 = %2 new + %3 cached</source>
        <translation>是：%1 = 新输入 %2 + 缓存 %3</translation>
    </message>
    <message>
        <source>Yes, cached tokens are a part of it</source>
        <translation>是，缓存 Token 是其中一部分</translation>
    </message>
    <message>
        <source>No: %1 new + %2 cached</source>
        <translation>否：新输入 %1 + 缓存 %2</translation>
    </message>
    <message>
        <source>No, cached tokens come on top</source>
        <translation>否，缓存 Token 另计</translation>
    </message>
    <message>
        <source>Does input include what was written to the cache?</source>
        <translation>输入是否包含缓存写入？</translation>
    </message>
    <message>
        <source>Yes: %1 = %2 other + %3 written</source>
        <translation>是：%1 = 其他 %2 + 写入 %3</translation>
    </message>
    <message>
        <source>Yes, written tokens are a part of it</source>
        <translation>是，写入 Token 是其中一部分</translation>
    </message>
    <message>
        <source>No: %1 other + %2 written</source>
        <translation>否：其他 %1 + 写入 %2</translation>
    </message>
    <message>
        <source>No, written tokens come on top</source>
        <translation>否，写入 Token 另计</translation>
    </message>
    <message>
        <source>Does output include reasoning?</source>
        <translation>输出是否包含推理？</translation>
    </message>
    <message>
        <source>Yes: %1, of it %2 reasoning</source>
        <translation>是：%1，其中推理 %2</translation>
    </message>
    <message>
        <source>Yes, reasoning is a part of it</source>
        <translation>是，推理是其中一部分</translation>
    </message>
    <message>
        <source>No: %1 + %2 reasoning = %3</source>
        <translation>否：%1 + 推理 %2 = %3</translation>
    </message>
    <message>
        <source>No, reasoning comes on top</source>
        <translation>否，推理另计</translation>
    </message>
    <message>
        <source>The column of all tokens says yes in %1 of %2 rows.</source>
        <translation>“全部 Token”列：%2 行中有 %1 行表明“是”。</translation>
    </message>
    <message>
        <source>The column of all tokens says no in %1 of %2 rows.</source>
        <translation>“全部 Token”列：%2 行中有 %1 行表明“否”。</translation>
    </message>
    <message numerus="yes">
        <source>In %n row(s) the part is larger than the whole: there it cannot be inside.</source>
        <translation>
            <numerusform>有 %n 行的部分大于整体，那里不可能包含在内。</numerusform>
        </translation>
    </message>
    <message>
        <source>The column of all tokens fits both readings.</source>
        <translation>“全部 Token”列与两种读法都相符。</translation>
    </message>
    <message>
        <source>The column of all tokens fits neither reading.</source>
        <translation>“全部 Token”列与两种读法都不符。</translation>
    </message>
    <message>
        <source>No column of all tokens tells. Whoever made the file says it in their documentation.</source>
        <translation>没有“全部 Token”列可供判断，请查阅该文件来源的说明。</translation>
    </message>
    <message>
        <source>No row has any of it.</source>
        <translation>没有任何行含有它。</translation>
    </message>
    <message>
        <source>The first row holds values where names are expected. If it is a record, the file has no names.</source>
        <translation>第一行应为列名，却是数值。如果它是一条记录，则此文件没有列名。</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <comment>a field of the mapping</comment>
        <translation>%1不是数字</translation>
    </message>
    <message numerus="yes">
        <source>%n amount(s) not read</source>
        <translation>
            <numerusform>%n 个金额未读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n amount(s) are of another currency than %1. Choose the currency of the cost.</source>
        <translation>
            <numerusform>%n 个金额的货币不是 %1。请选择费用的货币。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::MarkTexts</name>
    <message numerus="yes">
        <source>%n annotation(s)</source>
        <translation>
            <numerusform>%n 条注记</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>kind and text of an annotation</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tokenmeter::MoneyText</name>
    <message>
        <source>no price</source>
        <translation>没有价格</translation>
    </message>
</context>
<context>
    <name>tokenmeter::NoteDocument</name>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>tokenmeter::NoteEditor</name>
    <message>
        <source>Note, in Markdown</source>
        <translation>备注（Markdown）</translation>
    </message>
    <message>
        <source>What explains this month?</source>
        <translation>这个月的原因是什么？</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Markdown. HTML and pictures are not shown.</source>
        <translation>Markdown。不显示 HTML 和图片。</translation>
    </message>
    <message>
        <source>This note is too long, or has characters that cannot be shown.</source>
        <translation>这条备注太长，或含有无法显示的字符。</translation>
    </message>
    <message>
        <source>There is nothing to save yet.</source>
        <translation>还没有可保存的内容。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::NoteList</name>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Nothing is written yet. What would you want to know of this period in a year?</source>
        <translation>还没有备注。一年后你会想知道这段时间的什么？</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加备注</translation>
    </message>
</context>
<context>
    <name>tokenmeter::NoteView</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>tokenmeter::NotificationSettings</name>
    <message>
        <source>Desktop notifications</source>
        <translation>桌面通知</translation>
    </message>
    <message>
        <source>A command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Webhook: %1</source>
        <comment>who receives it</comment>
        <translation>Webhook：%1</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>By the desktop, or the tray icon where the desktop has none.</source>
        <translation>由桌面显示；桌面不支持时由托盘图标显示。</translation>
    </message>
    <message>
        <source>Alerts stay in the inbox</source>
        <translation>提醒保留在收件箱中</translation>
    </message>
    <message>
        <source>There is no other way for them yet.</source>
        <translation>目前还没有其他通知方式。</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>发送测试</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Sending a test…</source>
        <translation>正在发送测试…</translation>
    </message>
    <message>
        <source>It has taken the test message.</source>
        <translation>测试消息已送达。</translation>
    </message>
    <message>
        <source>Another way</source>
        <translation>添加方式</translation>
    </message>
    <message>
        <source>Chat rooms and services take webhooks; a command of your own gets the alert as JSON on its standard input.</source>
        <translation>聊天群和服务可接收 Webhook；你自己的命令会从标准输入得到 JSON 格式的提醒。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Address or command</source>
        <translation>地址或命令</translation>
    </message>
    <message>
        <source>With its arguments; no shell reads it.</source>
        <translation>包括参数；不经过 shell。</translation>
    </message>
    <message>
        <source>It is kept in the desktop&apos;s secret store.</source>
        <translation>保存在桌面的密钥库中。</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>免打扰时段</translation>
    </message>
    <message>
        <source>Alerts wait for their end and then come as one message. The inbox has them at once.</source>
        <translation>提醒会等到时段结束后合并为一条发送；收件箱会立即收到。</translation>
    </message>
    <message>
        <source>From, to</source>
        <translation>起止时间</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>关闭窗口后留在托盘</translation>
    </message>
    <message>
        <source>Logs are watched and budgets looked at without a window. Off: closing it ends the program.</source>
        <translation>没有窗口时仍会监视日志和预算。关闭此项：关闭窗口即退出程序。</translation>
    </message>
    <message>
        <source>This desktop has no tray: closing the window ends the program.</source>
        <translation>此桌面没有托盘：关闭窗口即退出程序。</translation>
    </message>
    <message>
        <source>Start with the desktop</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>In the tray, without a window, from your next sign-in on.</source>
        <translation>从你下次登录起，在托盘中启动，不显示窗口。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::OutcomeDialog</name>
    <message>
        <source>What came of it</source>
        <translation>产出</translation>
    </message>
    <message>
        <source>Change an outcome</source>
        <translation>修改产出</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>all work</source>
        <translation>全部工作</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>where the number is from</source>
        <translation>数字的来源</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>In %1; stands against what the work cost.</source>
        <translation>以 %1 计；与工作的花费相对照。</translation>
    </message>
    <message>
        <source>The review shows what one of them cost.</source>
        <translation>账单回顾会显示每一个的成本。</translation>
    </message>
    <message>
        <source>Say how many: a number.</source>
        <translation>请填写数量：一个数字。</translation>
    </message>
    <message>
        <source>Not a number above zero, or a text that is too long.</source>
        <translation>不是大于零的数字，或文字过长。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::OverlapDialog</name>
    <message>
        <source>Which one counts</source>
        <translation>以哪个为准</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Count like this</source>
        <translation>按此计入</translation>
    </message>
</context>
<context>
    <name>tokenmeter::OverviewPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <source>Daily spend</source>
        <translation>每日花费</translation>
    </message>
    <message>
        <source>Cumulative spend</source>
        <translation>累计花费</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>已花费</translation>
    </message>
    <message>
        <source>Projected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token 用量</translation>
    </message>
    <message>
        <source>Cache hit share</source>
        <translation>缓存命中率</translation>
    </message>
    <message>
        <source>Import logs…</source>
        <translation>导入日志…</translation>
    </message>
    <message>
        <source>Unpriced</source>
        <translation>未计价</translation>
    </message>
    <message>
        <source>Nothing to decide. Every request has a price and every line was read.</source>
        <translation>没有待处理的事项。每次请求都有价格，每一行都已读入。</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>查看全部</translation>
    </message>
    <message>
        <source>Nothing to decide.</source>
        <translation>没有待处理的事项。</translation>
    </message>
    <message>
        <source>Open in Trends</source>
        <translation>在趋势中打开</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>上次读取</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>tokenmeter::OverviewView</name>
    <message>
        <source>Daily spend</source>
        <translation>每日花费</translation>
    </message>
    <message>
        <source>Daily tokens</source>
        <translation>每日 Token</translation>
    </message>
    <message>
        <source>Daily requests</source>
        <translation>每日请求</translation>
    </message>
    <message>
        <source>Cumulative spend</source>
        <translation>累计花费</translation>
    </message>
    <message>
        <source>Cumulative tokens</source>
        <translation>累计 Token</translation>
    </message>
    <message>
        <source>Cumulative requests</source>
        <translation>累计请求</translation>
    </message>
    <message>
        <source>plus %1 without an exchange rate</source>
        <translation>另有 %1，没有汇率</translation>
    </message>
    <message>
        <source>incl. %1 at %2 %3 per %4</source>
        <comment>amount, rate, currency, for one unit of currency</comment>
        <translation>含 %1，1 %4 = %2 %3</translation>
    </message>
    <message>
        <source>incl. %1 at the rates of each day</source>
        <translation>含 %1，按各日汇率</translation>
    </message>
    <message>
        <source>incl. other currencies at the rates of each day</source>
        <translation>含其他货币，按各日汇率</translation>
    </message>
    <message>
        <source>Spent in %1, at least</source>
        <translation>%1至少已花费</translation>
    </message>
    <message>
        <source>Spent in %1</source>
        <translation>%1已花费</translation>
    </message>
    <message>
        <source>without %1 that have no price</source>
        <translation>不含没有价格的 %1</translation>
    </message>
    <message>
        <source>A day on average</source>
        <translation>日均</translation>
    </message>
    <message>
        <source>over 1 day</source>
        <translation>共 1 天</translation>
    </message>
    <message>
        <source>over %1 days</source>
        <translation>共 %1 天</translation>
    </message>
    <message>
        <source>Projected for the month</source>
        <translation>预计全月</translation>
    </message>
    <message>
        <source>Projected for the period</source>
        <translation>预计全期</translation>
    </message>
    <message>
        <source>1 day of history</source>
        <translation>1 天的记录</translation>
    </message>
    <message>
        <source>%1 days of history</source>
        <translation>%1 天的记录</translation>
    </message>
    <message>
        <source>not enough evidence</source>
        <translation>依据不足</translation>
    </message>
    <message>
        <source>80 % likely: %1 to %2</source>
        <translation>80 % 区间：%1 – %2</translation>
    </message>
    <message>
        <source>little evidence: %1</source>
        <translation>依据较少：%1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>依据 %1</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token 用量</translation>
    </message>
    <message>
        <source>Cache hit share</source>
        <translation>缓存命中率</translation>
    </message>
    <message>
        <source>%1 of %2 input tokens</source>
        <translation>输入 Token %2 中的 %1</translation>
    </message>
    <message>
        <source>nothing to compare with</source>
        <translation>没有可比的时段</translation>
    </message>
    <message>
        <source>Saved %1 against no cache</source>
        <translation>比不用缓存省 %1</translation>
    </message>
    <message>
        <source>Cost %1 more than no cache</source>
        <translation>比不用缓存多花 %1</translation>
    </message>
    <message>
        <source>Other (%1)</source>
        <translation>其他（%1）</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>before</source>
        <comment>name of the previous period, short</comment>
        <translation>此前</translation>
    </message>
    <message>
        <source>(no model)</source>
        <translation>（无模型）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>(no project)</source>
        <translation>（无项目）</translation>
    </message>
    <message>
        <source>Show sources</source>
        <translation>查看来源</translation>
    </message>
    <message>
        <source>A model without a name</source>
        <translation>一个无名称的模型</translation>
    </message>
    <message>
        <source>%1 has no price</source>
        <translation>%1 没有价格</translation>
    </message>
    <message>
        <source>Set price…</source>
        <translation>设置价格…</translation>
    </message>
    <message>
        <source>No sources yet.</source>
        <translation>还没有来源。</translation>
    </message>
    <message>
        <source>1 source, up to date.</source>
        <translation>1 个来源，已是最新。</translation>
    </message>
    <message>
        <source>All %1 sources up to date.</source>
        <translation>%1 个来源都是最新。</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 个问题</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>已是最新</translation>
    </message>
    <message>
        <source>The ledger is empty.</source>
        <translation>账本是空的。</translation>
    </message>
    <message>
        <source>No usage in %1.</source>
        <translation>%1 没有用量。</translation>
    </message>
    <message>
        <source>Import your logs to see what they cost.</source>
        <translation>导入日志，查看花费。</translation>
    </message>
    <message>
        <source>Change the period or the filter.</source>
        <translation>请更换时段或筛选条件。</translation>
    </message>
    <message>
        <source>The nearest is on %1.</source>
        <translation>最近的记录在 %1。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>a range of amounts</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1, %2, in no total</source>
        <comment>requests, tokens</comment>
        <translation>%1，%2，未计入任何合计</translation>
    </message>
    <message>
        <source>%1 of %2 sources without problems. %3.</source>
        <translation>%1/%2 个来源没有问题，%3。</translation>
    </message>
    <message>
        <source>Everything here was free.</source>
        <translation>这里的用量全部免费。</translation>
    </message>
    <message>
        <source>Spent on %1, at least</source>
        <comment>a day</comment>
        <translation>%1至少已花费</translation>
    </message>
    <message>
        <source>Spent on %1</source>
        <comment>a day</comment>
        <translation>%1已花费</translation>
    </message>
    <message>
        <source>Billed by day</source>
        <translation>每日账单金额</translation>
    </message>
    <message>
        <source>Daily effective cost</source>
        <translation>每日折后花费</translation>
    </message>
    <message>
        <source>Billed so far</source>
        <translation>累计账单金额</translation>
    </message>
    <message>
        <source>Cumulative effective cost</source>
        <translation>累计折后花费</translation>
    </message>
    <message>
        <source>Billed on %1</source>
        <comment>a day</comment>
        <translation>%1 账单金额</translation>
    </message>
    <message>
        <source>Billed in %1</source>
        <translation>%1账单金额</translation>
    </message>
    <message>
        <source>Effective cost in %1, at least</source>
        <translation>%1折后花费，至少</translation>
    </message>
    <message>
        <source>Effective cost in %1</source>
        <translation>%1折后花费</translation>
    </message>
    <message>
        <source>bills come late: no forecast</source>
        <translation>账单滞后，不做预测</translation>
    </message>
    <message>
        <source>list cost has one</source>
        <translation>标价花费有预测</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PageHost</name>
    <message>
        <source>Trends</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Breakdown</source>
        <translation>构成</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>No ledger is open</source>
        <translation>没有打开账本</translation>
    </message>
    <message>
        <source>Open another one, or see the sentence above for what to do.</source>
        <translation>打开另一个账本，或按上方的提示处理。</translation>
    </message>
    <message>
        <source>Open another ledger…</source>
        <translation>打开另一个账本…</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Reconciliation</source>
        <translation>对账</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>月度回顾</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ParetoChart</name>
    <message>
        <source>The largest: %1</source>
        <comment>%1 is &quot;19 sessions&quot;</comment>
        <translation>最大的 %1</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Share of the whole</source>
        <translation>占总体</translation>
    </message>
    <message>
        <source>The smallest of them</source>
        <translation>其中最小的</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <comment>chart, and what it says</comment>
        <translation>%1：%2 %3</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PayerTexts</name>
    <message>
        <source>A subscription pays for what %1 logs.</source>
        <translation>%1 记录的用量由订阅支付。</translation>
    </message>
    <message>
        <source>Nothing is decided any more of who pays for what %1 logs.</source>
        <translation>%1 记录的用量由谁支付，不再有规定。</translation>
    </message>
    <message>
        <source>%2 is billed for what %1 logs.</source>
        <translation>%1 记录的用量计入 %2 的账单。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PeriodMenu</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>本季度</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>最近 90 天</translation>
    </message>
    <message>
        <source>Choose days…</source>
        <translation>选择日期…</translation>
    </message>
    <message>
        <source>Choose days</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day, included</source>
        <translation>最后一天（含）</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PeriodStepper</name>
    <message>
        <source>Period: %1</source>
        <translation>时段：%1</translation>
    </message>
    <message>
        <source>Previous period ([)</source>
        <translation>上一时段 ([)</translation>
    </message>
    <message>
        <source>Next period (])</source>
        <translation>下一时段 (])</translation>
    </message>
    <message>
        <source>This is the present period.</source>
        <translation>这就是当前时段。</translation>
    </message>
    <message>
        <source>Choose a period</source>
        <translation>选择时段</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PeriodText</name>
    <message>
        <source>Q%1 %2</source>
        <comment>quarter and year</comment>
        <translation>%2 年第 %1 季度</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>a year</comment>
        <translation>%1 年</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlainTexts</name>
    <message>
        <source>%1, list cost by model:</source>
        <translation>%1，各模型花费（按标价）：</translation>
    </message>
    <message>
        <source>DEMO DATA: the figures below are invented. Your own ledger is untouched.</source>
        <translation>演示数据：以下数字均为虚构，你自己的账本没有改动。</translation>
    </message>
    <message>
        <source>There is no display for the window, so this is the report as text.</source>
        <translation>没有可用的显示器，因此以文字显示报告。</translation>
    </message>
    <message>
        <source>%1 files found, %2 read, %3 records added.</source>
        <translation>找到 %1 个文件，读取 %2 个，新增 %3 条记录。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlanCard</name>
    <message>
        <source>Is it worth it?</source>
        <translation>值不值？</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlanDialog</name>
    <message>
        <source>New plan</source>
        <translation>新套餐</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Kind of plan</source>
        <translation>套餐种类</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实付</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>How often the fee is due</source>
        <translation>费用周期</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>period</source>
        <comment>of some days, of a fee</comment>
        <translation>周期</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>How the tokens are counted</source>
        <translation>Token 如何计数</translation>
    </message>
    <message>
        <source>for all models together</source>
        <translation>所有模型合计</translation>
    </message>
    <message>
        <source>for each model</source>
        <translation>每个模型分别</translation>
    </message>
    <message>
        <source>all models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>Other name, or its beginning and *</source>
        <translation>其他名称，或名称开头加 *</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>all providers</source>
        <translation>所有服务商</translation>
    </message>
    <message>
        <source>Other provider, as usage names it</source>
        <translation>其他服务商，写法与用量记录一致</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>all sources</source>
        <translation>所有来源</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>without an end</source>
        <translation>起，不限期</translation>
    </message>
    <message>
        <source>until the end of</source>
        <translation>起，有效至</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add plan</source>
        <translation>添加套餐</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>保存套餐</translation>
    </message>
    <message>
        <source>choose sources</source>
        <translation>选择来源</translation>
    </message>
    <message>
        <source>A fee for usage that costs nothing more. What it includes is worth its list price, and was not spent.</source>
        <translation>付一笔费用，所含用量不再另外收费。所含用量按标价估值，并未花费。</translation>
    </message>
    <message>
        <source>It costs %1 %2 each %3 of %4 days and includes what %7 uses with %5 at %6, from %8 %9 %10.</source>
        <translation>每 %3 %4 天费用 %1 %2，包含 %7 在 %6 使用 %5 的用量，自 %8 %9 %10。</translation>
    </message>
    <message>
        <source>It costs %1 %2 each %3 of %4 days and includes what %7 uses with %5 at %6, from %8 %9.</source>
        <translation>每 %3 %4 天费用 %1 %2，包含 %7 在 %6 使用 %5 的用量，自 %8 %9。</translation>
    </message>
    <message>
        <source>It costs %1 %2 each %3 and includes what %7 uses with %5 at %6, from %8 %9 %10.</source>
        <translation>每 %3 费用 %1 %2，包含 %7 在 %6 使用 %5 的用量，自 %8 %9 %10。</translation>
    </message>
    <message>
        <source>It costs %1 %2 each %3 and includes what %7 uses with %5 at %6, from %8 %9.</source>
        <translation>每 %3 费用 %1 %2，包含 %7 在 %6 使用 %5 的用量，自 %8 %9。</translation>
    </message>
    <message>
        <source>Tokens that cost nothing until they are used up or the time is over. They are drawn before anything that was paid for.</source>
        <translation>用完或到期之前不收费的 Token，先于任何付费额度抵扣。</translation>
    </message>
    <message>
        <source>%1 tokens are free, counted %2, with %3 at %4 in %5, from %6 %7 %8.</source>
        <translation>%1 个 Token 免费，%2，适用于 %5 在 %4 使用 %3，自 %6 %7 %8。</translation>
    </message>
    <message>
        <source>%1 tokens are free, counted %2, with %3 at %4 in %5, from %6 %7.</source>
        <translation>%1 个 Token 免费，%2，适用于 %5 在 %4 使用 %3，自 %6 %7。</translation>
    </message>
    <message>
        <source>A price that was agreed with a provider: part of the list price is taken off.</source>
        <translation>与服务商约定的价格：在标价上减去一部分。</translation>
    </message>
    <message>
        <source>%1 per cent is taken off the list price with %2 at %3 in %4, from %5 %6 %7.</source>
        <translation>标价减去百分之 %1，适用于 %4 在 %3 使用 %2，自 %5 %6 %7。</translation>
    </message>
    <message>
        <source>%1 per cent is taken off the list price with %2 at %3 in %4, from %5 %6.</source>
        <translation>标价减去百分之 %1，适用于 %4 在 %3 使用 %2，自 %5 %6。</translation>
    </message>
    <message>
        <source>Credit that was bought before it is used, often for less than it pays for. What is left at its end is lost.</source>
        <translation>使用之前买好的额度，价格往往低于面额。到期未用的部分作废。</translation>
    </message>
    <message>
        <source>Credit of %1 %2, bought for %3, pays for %4 at %5 in %6, from %7 %8 %9.</source>
        <translation>面额 %1 %2 的额度，实付 %3，用于 %6 在 %5 使用 %4，自 %7 %8 %9。</translation>
    </message>
    <message>
        <source>Credit of %1 %2, bought for %3, pays for %4 at %5 in %6, from %7 %8.</source>
        <translation>面额 %1 %2 的额度，实付 %3，用于 %6 在 %5 使用 %4，自 %7 %8。</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Per cent off</source>
        <translation>减去的百分比</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>额度</translation>
    </message>
    <message>
        <source>the same</source>
        <comment>credit that was bought for its face value</comment>
        <translation>与面额相同</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlanDraft</name>
    <message>
        <source>Enter an amount, such as 20 or 12.50.</source>
        <translation>请输入金额，例如 20 或 12.50。</translation>
    </message>
    <message>
        <source>“%1” is not an amount. Write digits, such as 20 or 12.50.</source>
        <translation>“%1”不是金额。请写数字，例如 20 或 12.50。</translation>
    </message>
    <message>
        <source>This is more than anybody has paid.</source>
        <translation>这个金额大得不合常理。</translation>
    </message>
    <message>
        <source>An amount has at most 18 decimals.</source>
        <translation>金额最多 18 位小数。</translation>
    </message>
    <message>
        <source>Enter how many tokens are free, such as 1,000,000 or 1 M.</source>
        <translation>请输入免费的 Token 数，例如 1,000,000 或 1 M。</translation>
    </message>
    <message>
        <source>“%1” is not a number of tokens. Write digits, such as 1,000,000 or 1 M.</source>
        <translation>“%1”不是 Token 数。请写数字，例如 1,000,000 或 1 M。</translation>
    </message>
    <message>
        <source>A quota gives between 1 and 1,000,000,000,000,000 tokens.</source>
        <translation>免费额度在 1 到 1,000,000,000,000,000 个 Token 之间。</translation>
    </message>
    <message>
        <source>Enter how much is taken off, such as 15.</source>
        <translation>请输入减去百分之几，例如 15。</translation>
    </message>
    <message>
        <source>“%1” is not a number of per cent with at most 7 decimals.</source>
        <translation>“%1”不是最多 7 位小数的百分数。</translation>
    </message>
    <message>
        <source>Not more than 100 per cent can be taken off.</source>
        <translation>最多只能减去百分之 100。</translation>
    </message>
    <message>
        <source>Enter a name of at most 400 bytes, so that an alert can say what it is about.</source>
        <translation>请输入名称（最多 400 字节），以便提醒说明所指。</translation>
    </message>
    <message>
        <source>The plan ends before it begins.</source>
        <translation>套餐在开始之前就结束了。</translation>
    </message>
    <message>
        <source>Choose the sources that run on this subscription: a source can use paid credit beside it.</source>
        <translation>请选择使用此订阅的来源：来源也可能另用付费额度。</translation>
    </message>
    <message>
        <source>Credit is more than nothing.</source>
        <translation>额度必须大于零。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlanOrderDialog</name>
    <message>
        <source>Order of drawing</source>
        <translation>抵扣顺序</translation>
    </message>
    <message>
        <source>Where several plans serve the same usage, those at the top are drawn first; of one kind the one that ends first. Providers differ: say how yours does it. The past is counted anew, too.</source>
        <translation>多个套餐适用于同一用量时，先抵扣排在上面的；同一类中先抵扣最早到期的。各服务商做法不同：请按你的服务商设置。过去的用量也会重新计算。</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>All providers without an order of their own</source>
        <translation>没有单独顺序的所有服务商</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Usual order</source>
        <translation>通常顺序</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save order</source>
        <translation>保存顺序</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>place, kind of plan</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlansCommandTexts</name>
    <message>
        <source>Plan %1 (%2) was added.</source>
        <translation>已添加方案 %1（%2）。</translation>
    </message>
    <message>
        <source>Plan %1 (%2) was changed.</source>
        <translation>已更改方案 %1（%2）。</translation>
    </message>
    <message>
        <source>Plan %1 was removed. To take that back: tokenmeter undo</source>
        <translation>已移除方案 %1。要撤销：tokenmeter undo</translation>
    </message>
    <message>
        <source>Drawn in this order from now on, also for the past: %1</source>
        <translation>今后按此顺序抵扣，过去的用量也一样：%1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlansPage</name>
    <message>
        <source>Add plan…</source>
        <translation>添加套餐…</translation>
    </message>
    <message>
        <source>This month with plans</source>
        <translation>本月的套餐</translation>
    </message>
    <message>
        <source>Plans and credits</source>
        <translation>套餐与额度</translation>
    </message>
    <message>
        <source>Is my plan worth it?</source>
        <translation>我的套餐值不值？</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>Cycles</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>The plans could not be read</source>
        <translation>无法读取套餐</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>还没有套餐</translation>
    </message>
    <message>
        <source>Usage often costs something else than its list price: a subscription includes it, a free quota or prepaid credit covers it, a discount makes it cheaper. Say what you have agreed, and every page can show what is left to pay, what is left of it and until when, and whether it is worth its fee.</source>
        <translation>实际费用往往与标价不同：订阅包含用量，免费额度或预付额度抵扣用量，折扣使其更便宜。登记你的约定之后，各页就能显示还需支付多少、还剩多少、到何时为止，以及费用值不值。</translation>
    </message>
    <message>
        <source>“%1” was added.</source>
        <translation>已添加“%1”。</translation>
    </message>
    <message>
        <source>“%1” was changed.</source>
        <translation>已修改“%1”。</translation>
    </message>
    <message>
        <source>“%1” was removed, as if it had never been.</source>
        <translation>已移除“%1”，如同从未有过。</translation>
    </message>
    <message>
        <source>Value at list price, less discounts, of what was included, summed up day by day. It was not spent: the fee was.</source>
        <translation>所含用量按标价减去折扣后的价值，逐日累计。花费的是费用，而不是这个数额。</translation>
    </message>
    <message>
        <source>Order of drawing…</source>
        <translation>抵扣顺序…</translation>
    </message>
    <message>
        <source>Plans are drawn in this order now, in the past, too.</source>
        <translation>现在按此顺序抵扣套餐，过去的用量也一样。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlansTexts</name>
    <message>
        <source>not yet</source>
        <translation>尚未开始</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>free quota</source>
        <translation>免费额度</translation>
    </message>
    <message>
        <source>discount</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>prepaid credit</source>
        <translation>预付额度</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>每年</translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>每 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a fee, and how often</comment>
        <translation>%2 %1</translation>
    </message>
    <message>
        <source>%1 for each model</source>
        <translation>每个模型 %1</translation>
    </message>
    <message>
        <source>%1 % off</source>
        <translation>优惠 %1 %</translation>
    </message>
    <message>
        <source>%1 of credit for %2</source>
        <translation>以 %2 购得 %1 额度</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>likely %1</source>
        <translation>预计 %1</translation>
    </message>
    <message>
        <source>There are no plans, so effective cost is list cost. See: tokenmeter plans add --help</source>
        <translation>还没有方案，因此折后花费就是标价花费。参见：tokenmeter plans add --help</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>%1: credit that had cost %2 expired unused.</source>
        <translation>%1：花 %2 购得的额度未用即到期。</translation>
    </message>
    <message>
        <source>Drawn in this order: %1</source>
        <translation>抵扣顺序：%1</translation>
    </message>
    <message>
        <source>Drawn in this order at %1: %2</source>
        <translation>%1 的抵扣顺序：%2</translation>
    </message>
    <message>
        <source>Cycle</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Included, at list price</source>
        <translation>已包含的用量（按标价）</translation>
    </message>
    <message>
        <source>More than the fee</source>
        <translation>超出费用的部分</translation>
    </message>
    <message>
        <source>Of the fee</source>
        <translation>占费用的比例</translation>
    </message>
    <message>
        <source>Break-even</source>
        <translation>回本日</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>No subscription has begun. See: tokenmeter plans add subscription --help</source>
        <translation>还没有已开始的订阅。参见：tokenmeter plans add subscription --help</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlansView</name>
    <message>
        <source>Subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>Free quota</source>
        <translation>免费额度</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>Prepaid credit</source>
        <translation>预付额度</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>每年</translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>每 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a fee, and how often</comment>
        <translation>%2 %1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 for each model</source>
        <translation>每个模型 %1</translation>
    </message>
    <message>
        <source>%1 % off the list price</source>
        <translation>标价减 %1 %</translation>
    </message>
    <message>
        <source>%1 of credit for %2</source>
        <translation>额度 %1，实付 %2</translation>
    </message>
    <message>
        <source>all models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>all providers</source>
        <translation>所有服务商</translation>
    </message>
    <message>
        <source>all sources</source>
        <translation>所有来源</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <comment>a plan that does not end</comment>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>%1, ends today</source>
        <translation>%1，今天结束</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>days of a plan, how many are left</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>还剩 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>Expired unused</source>
        <translation>过期未用</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Ends today</source>
        <translation>今天结束</translation>
    </message>
    <message numerus="yes">
        <source>Ends in %n day(s)</source>
        <translation>
            <numerusform>%n 天后结束</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % used</source>
        <translation>已用 %1 %</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>nothing drawn</source>
        <translation>没有抵扣</translation>
    </message>
    <message>
        <source>included %1 at list price</source>
        <translation>包含标价 %1</translation>
    </message>
    <message>
        <source>%1 tokens free, %2 at list price</source>
        <translation>免费 %1 Token，标价 %2</translation>
    </message>
    <message>
        <source>%1 less than list</source>
        <translation>比标价少 %1</translation>
    </message>
    <message>
        <source>drew %1 of credit, bought for %2</source>
        <translation>抵扣额度 %1，购价 %2</translation>
    </message>
    <message>
        <source>%1 % of its time has gone</source>
        <translation>时间已过 %1 %</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>%1 drawn</source>
        <translation>已抵扣 %1</translation>
    </message>
    <message>
        <source>%1 of %2 expired</source>
        <translation>%2 中 %1 已过期</translation>
    </message>
    <message>
        <source>at most %1 of %2 unused</source>
        <translation>%2 中最多 %1 未用</translation>
    </message>
    <message>
        <source>%1 of %2 unused</source>
        <translation>%2 中 %1 未用</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>Paid, expired</source>
        <translation>付费已过期</translation>
    </message>
    <message>
        <source>Paid, unused</source>
        <translation>付费未用</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>%2 中剩 %1</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <comment>a model, tokens</comment>
        <translation>%1：剩 %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>Includes</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>适用</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Credit that had cost %1 expired unused on %2.</source>
        <translation>购价 %1 的额度于 %2 过期未用。</translation>
    </message>
    <message>
        <source>What is not drawn by %1 expires.</source>
        <translation>%1 之前未抵扣的部分将过期。</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>Worth %1 at list price, without a fee.</source>
        <translation>按标价值 %1，没有费用。</translation>
    </message>
    <message>
        <source>Worth %1 at list price for %2; broke even on %3.</source>
        <translation>费用 %2，按标价值 %1，%3 回本。</translation>
    </message>
    <message>
        <source>Worth %1 at list price so far, for %2; likely to break even on %3.</source>
        <translation>费用 %2，按标价至今值 %1，预计 %3 回本。</translation>
    </message>
    <message>
        <source>Worth %1 at list price so far, for %2; no break-even in sight.</source>
        <translation>费用 %2，按标价至今值 %1，尚看不到回本。</translation>
    </message>
    <message>
        <source>Worth %1 at list price for %2; it did not break even.</source>
        <translation>费用 %2，按标价值 %1，没有回本。</translation>
    </message>
    <message>
        <source>likely %1</source>
        <comment>a day</comment>
        <translation>预计 %1</translation>
    </message>
    <message>
        <source>Included by %1, at list price</source>
        <translation>%1 所含用量，按标价</translation>
    </message>
    <message>
        <source>Fee %1</source>
        <translation>费用 %1</translation>
    </message>
    <message>
        <source>broke even %1</source>
        <translation>%1 回本</translation>
    </message>
    <message>
        <source>Cycle</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>At list price</source>
        <translation>按标价</translation>
    </message>
    <message>
        <source>What the usage that was included would have cost, after discounts. It was not spent.</source>
        <translation>所含用量在折扣后本应花费的金额，并未花费。</translation>
    </message>
    <message>
        <source>More than the fee</source>
        <translation>超出费用</translation>
    </message>
    <message>
        <source>Of the fee</source>
        <translation>占费用</translation>
    </message>
    <message>
        <source>Break-even</source>
        <translation>回本</translation>
    </message>
    <message>
        <source>List cost, %1</source>
        <translation>标价花费，%1</translation>
    </message>
    <message>
        <source>at the prices of the price list</source>
        <translation>按价目表的价格</translation>
    </message>
    <message>
        <source>Effective cost</source>
        <translation>实际花费</translation>
    </message>
    <message>
        <source>left to pay after plans</source>
        <translation>套餐抵扣后应付</translation>
    </message>
    <message>
        <source>Saved by plans</source>
        <translation>套餐节省</translation>
    </message>
    <message>
        <source>%1 % of the list cost</source>
        <translation>标价花费的 %1 %</translation>
    </message>
    <message>
        <source>before fees</source>
        <translation>未计费用</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>by day, in no cost</source>
        <translation>按天分摊，不计入花费</translation>
    </message>
    <message>
        <source>Expired credit</source>
        <translation>过期额度</translation>
    </message>
    <message>
        <source>paid, never used</source>
        <translation>已付，从未使用</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) without a price in no sum</source>
        <translation>
            <numerusform>%n 次请求没有价格，未计入合计</numerusform>
        </translation>
    </message>
    <message>
        <source>plus %1 without an exchange rate</source>
        <translation>另有 %1 没有汇率</translation>
    </message>
    <message>
        <source>converted at %1 %2 per %3, %4 %5</source>
        <comment>rate, currency, for one unit of currency, publisher, day</comment>
        <translation>按 %1 %2 / %3 换算，%4 %5</translation>
    </message>
    <message>
        <source>other currencies at the rates of each day</source>
        <translation>其他货币按各日汇率换算</translation>
    </message>
    <message numerus="yes">
        <source>%n plan(s)</source>
        <translation>
            <numerusform>%n 个套餐</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two counts</comment>
        <translation>，</translation>
    </message>
    <message numerus="yes">
        <source>%n ending soon</source>
        <translation>
            <numerusform>%n 个即将结束</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” includes some of the same usage at the same time. The one that ends first counts it; both fees are due.</source>
        <translation>“%1”同时包含部分相同的用量。先结束的那个计入，两笔费用都要付。</translation>
    </message>
    <message>
        <source>“%1” is taken off some of the same usage at the same time. Both are, one after the other.</source>
        <translation>“%1”同时适用于部分相同的用量，两个折扣先后相乘。</translation>
    </message>
    <message>
        <source>“%1” serves some of the same usage at the same time. The one that ends first is drawn first.</source>
        <translation>“%1”同时适用于部分相同的用量，先结束的先抵扣。</translation>
    </message>
    <message>
        <source>Plans and credits</source>
        <translation>套餐与额度</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>已抵扣</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>%1, running</source>
        <comment>days of a cycle</comment>
        <translation>%1，进行中</translation>
    </message>
    <message>
        <source>%1 (less discounts)</source>
        <translation>%1（已减折扣）</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PriceChangeText</name>
    <message>
        <source>model added</source>
        <translation>新增模型</translation>
    </message>
    <message>
        <source>model removed</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>price added</source>
        <translation>新增价格</translation>
    </message>
    <message>
        <source>price removed</source>
        <translation>移除价格</translation>
    </message>
    <message>
        <source>price ends</source>
        <translation>价格终止</translation>
    </message>
    <message>
        <source>period changed</source>
        <translation>有效期变更</translation>
    </message>
    <message>
        <source>price changed</source>
        <translation>价格变更</translation>
    </message>
    <message>
        <source>service tier changed</source>
        <translation>服务等级变更</translation>
    </message>
    <message>
        <source>region changed</source>
        <translation>区域变更</translation>
    </message>
    <message>
        <source>fee changed</source>
        <translation>费用变更</translation>
    </message>
    <message>
        <source>currency changed</source>
        <translation>货币变更</translation>
    </message>
    <message>
        <source>names changed</source>
        <translation>名称变更</translation>
    </message>
    <message>
        <source>alias moved</source>
        <translation>别名变更</translation>
    </message>
    <message>
        <source>provider changed</source>
        <translation>提供商变更</translation>
    </message>
    <message>
        <source>end of service</source>
        <translation>停止服务</translation>
    </message>
    <message>
        <source>more than ten times dearer or cheaper</source>
        <translation>涨跌超过十倍</translation>
    </message>
    <message>
        <source>free of a sudden</source>
        <translation>突然免费</translation>
    </message>
    <message>
        <source>output below half of input</source>
        <translation>输出低于输入的一半</translation>
    </message>
    <message>
        <source>a period that was closed</source>
        <translation>已结束的有效期</translation>
    </message>
    <message>
        <source>usage would lose its price</source>
        <translation>用量将失去价格</translation>
    </message>
    <message>
        <source>another currency</source>
        <translation>另一种货币</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two reasons</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PriceDialog</name>
    <message>
        <source>Set a price</source>
        <translation>设置价格</translation>
    </message>
    <message>
        <source>%1 and %2 wait for a price. Prices are per million tokens; they count for usage that is already stored, too.</source>
        <translation>%1、%2 尚无价格。价格按每百万 Token 计，对已保存的用量同样有效。</translation>
    </message>
    <message>
        <source>Price of input</source>
        <translation>输入价格</translation>
    </message>
    <message>
        <source>Price of output</source>
        <translation>输出价格</translation>
    </message>
    <message>
        <source>Price of cache reads</source>
        <translation>缓存读取价格</translation>
    </message>
    <message>
        <source>as input</source>
        <translation>与输入相同</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Only from this day on (UTC)</source>
        <translation>仅从这一天起（UTC）</translation>
    </message>
    <message>
        <source>First day of the price</source>
        <translation>价格生效的第一天</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Cache reads</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>设置价格</translation>
    </message>
    <message>
        <source>Enter the price of a million input tokens, 0 if it is free.</source>
        <translation>输入每百万输入 Token 的价格，免费则填 0。</translation>
    </message>
    <message>
        <source>Enter the price of a million output tokens, 0 if it is free.</source>
        <translation>输入每百万输出 Token 的价格，免费则填 0。</translation>
    </message>
    <message>
        <source>The price of cache reads is not a number.</source>
        <translation>缓存读取价格不是数字。</translation>
    </message>
    <message>
        <source>This price stands beside the price list and can be removed again.</source>
        <translation>这个价格独立于价格表，可以随时移除。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PriceHistoryChart</name>
    <message>
        <source>thin: larger prompts</source>
        <translation>细线：更长的提示词</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>a change, a day</comment>
        <translation>%2 %1</translation>
    </message>
    <message>
        <source>First price</source>
        <translation>首个价格</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>first price</source>
        <translation>首个价格</translation>
    </message>
    <message numerus="yes">
        <source>Prices of %1, %n change(s)</source>
        <translation>
            <numerusform>%1 的价格，%n 次变更</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::PricesPage</name>
    <message>
        <source>Public price list</source>
        <translation>公开价目表</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>Open a list…</source>
        <translation>打开价目表…</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>有变动</translation>
    </message>
    <message>
        <source>Models shown</source>
        <translation>显示的模型</translation>
    </message>
    <message>
        <source>Prices over time</source>
        <translation>价格走势</translation>
    </message>
    <message>
        <source>Price rows</source>
        <translation>价格记录</translation>
    </message>
    <message>
        <source>Set own price…</source>
        <translation>设置自定价格…</translation>
    </message>
    <message>
        <source>Show records</source>
        <translation>显示记录</translation>
    </message>
    <message>
        <source>Price changes ahead</source>
        <translation>即将变动的价格</translation>
    </message>
    <message>
        <source>Own prices and discounts</source>
        <translation>自定价格和折扣</translation>
    </message>
    <message>
        <source>Proposed prices</source>
        <translation>提议的价格</translation>
    </message>
    <message>
        <source>Propose them all the same</source>
        <translation>仍然提议</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Accept prices</source>
        <translation>采用价格</translation>
    </message>
    <message>
        <source>The new prices are in use. No amount has moved.</source>
        <translation>已启用新价格，没有金额变动。</translation>
    </message>
    <message numerus="yes">
        <source>The new prices are in use. %n amount(s) moved.</source>
        <translation>
            <numerusform>已启用新价格，%n 笔金额变动。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a list</source>
        <translation>打开价目表</translation>
    </message>
    <message>
        <source>Price lists (*.json)</source>
        <translation>价目表 (*.json)</translation>
    </message>
    <message>
        <source>Prices as of %1</source>
        <translation>价格截至 %1</translation>
    </message>
    <message>
        <source>This model is in no record of the ledger.</source>
        <translation>账本中没有此模型的记录。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Asks for this list once. It learns nothing of you.</source>
        <translation>只请求一次此列表，不会透露你的任何信息。</translation>
    </message>
    <message>
        <source>In the demo nothing is asked of anybody.</source>
        <translation>演示中不会向任何人发出请求。</translation>
    </message>
    <message>
        <source>Changes that look wrong</source>
        <translation>看起来有误的变更</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PricesTexts</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Unpriced requests</source>
        <translation>未计价请求</translation>
    </message>
    <message>
        <source>Priced as</source>
        <translation>计价依据</translation>
    </message>
    <message>
        <source>Every model in the ledger has a price.</source>
        <translation>账本中的每个模型都有价格。</translation>
    </message>
    <message>
        <source>The ledger holds no usage yet.</source>
        <translation>账本中还没有用量。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Context from</source>
        <translation>上下文自</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Write 5 min</source>
        <translation>写入 5 分钟</translation>
    </message>
    <message>
        <source>Write 1 h</source>
        <translation>写入 1 小时</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>launch</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>%1 (%2): %3 per million tokens, catalogue %4</source>
        <translation>%1（%2）：%3，每百万 Token，价目表 %4</translation>
    </message>
    <message>
        <source>%1 records have a new price.</source>
        <translation>%1 条记录有了新价格。</translation>
    </message>
    <message>
        <source>Price list %1 against %2 in use: %3 changes.</source>
        <translation>价目表 %1 与现用的 %2 相比：%3 处变更。</translation>
    </message>
    <message>
        <source>Nothing has moved yet. Use it with: tokenmeter prices accept %1</source>
        <translation>尚未改动任何内容。启用命令：tokenmeter prices accept %1</translation>
    </message>
    <message>
        <source>Nothing has moved yet. Use it with: tokenmeter prices accept</source>
        <translation>尚未改动任何内容。启用命令：tokenmeter prices accept</translation>
    </message>
</context>
<context>
    <name>tokenmeter::PricesView</name>
    <message>
        <source>launch</source>
        <comment>since when a price holds</comment>
        <translation>发布</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Per million tokens, in the seller&apos;s currency; with steps, the lowest</source>
        <translation>每百万 Token，以卖方货币计；有分级时为最低一级</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>My %1</source>
        <comment>a month</comment>
        <translation>我的 %1</translation>
    </message>
    <message>
        <source>List cost of this month so far</source>
        <translation>本月至今的标价花费</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n step(s)</source>
        <comment>a model</comment>
        <translation>
            <numerusform>%1 · %n 级</numerusform>
        </translation>
    </message>
    <message>
        <source>no price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>%1 per million tokens, log scale</source>
        <comment>a currency</comment>
        <translation>%1，每百万 Token，对数刻度</translation>
    </message>
    <message>
        <source>This model has no plain price: all its prices hold at some hours or for some answers only.</source>
        <translation>此模型没有普通价格：所有价格只在某些时段或对某些回答有效。</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>a token class, a prompt&apos;s size</comment>
        <translation>%1，自 %2</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <comment>a token class, two prices</comment>
        <translation>%1由 %2 变为 %3</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Requests</source>
        <comment>which of them a price is for</comment>
        <translation>请求</translation>
    </message>
    <message>
        <source>Steps are by the size of the prompt; the whole request pays that price</source>
        <translation>分级按提示词长度，整个请求按该级计价</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Of input, to the price before</source>
        <translation>输入价格，相对于之前</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>answers up to %1</source>
        <comment>tokens</comment>
        <translation>回答不超过 %1</translation>
    </message>
    <message>
        <source>some hours</source>
        <translation>部分时段</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未核实</translation>
    </message>
    <message>
        <source>first price</source>
        <translation>首个价格</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Names in logs</source>
        <translation>日志中的名称</translation>
    </message>
    <message>
        <source>Known as</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Seller</source>
        <translation>卖方</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <comment>a context window</comment>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n step(s)</source>
        <comment>a context window</comment>
        <translation>
            <numerusform>%1，%n 级</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, no steps</source>
        <comment>a context window</comment>
        <translation>%1，不分级</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>ended on %1</source>
        <translation>已于 %1 停止</translation>
    </message>
    <message>
        <source>ends on %1</source>
        <translation>将于 %1 停止</translation>
    </message>
    <message>
        <source>%1 with %2 are in no total until they have a price. Choose one to set it.</source>
        <comment>requests, tokens</comment>
        <translation>%1（%2）在有价格之前不计入任何合计。选择一个以设置价格。</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>没有名称</translation>
    </message>
    <message>
        <source>Last 28 days</source>
        <translation>最近 28 天</translation>
    </message>
    <message>
        <source>List cost</source>
        <translation>标价花费</translation>
    </message>
    <message>
        <source>At the new price</source>
        <translation>按新价格</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Of list price</source>
        <translation>占标价</translation>
    </message>
    <message>
        <source>always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>%1 is called deprecated, without a day.</source>
        <translation>%1 被标为弃用，没有日期。</translation>
    </message>
    <message>
        <source>%1 is no longer served since %2.</source>
        <comment>a model, a day</comment>
        <translation>%1 自 %2 起不再提供。</translation>
    </message>
    <message>
        <source>%1 is served until %2.</source>
        <comment>a model, a day</comment>
        <translation>%1 提供至 %2。</translation>
    </message>
    <message>
        <source>%1 is cheaper: input %2 after %3, output %4 after %5.</source>
        <comment>a model, prices</comment>
        <translation>%1 更便宜：输入由 %3 降至 %2，输出由 %5 降至 %4。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a price list, a day</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>This list says what the prices in use say. There is nothing to accept.</source>
        <translation>此价目表与现用价格一致，没有需要采用的内容。</translation>
    </message>
    <message>
        <source>No amount in this ledger would move: usage keeps the price of its time.</source>
        <translation>此账本中没有金额会变动：用量保持当时的价格。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) would move from %1 to %2.</source>
        <comment>amounts</comment>
        <translation>
            <numerusform>%n 条记录将从 %1 变为 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them had no price.</source>
        <translation>
            <numerusform>其中 %n 条原来没有价格。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them would lose theirs.</source>
        <translation>
            <numerusform>其中 %n 条将失去价格。</numerusform>
        </translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Input/output per million tokens</source>
        <translation>输入/输出，每百万 Token</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Look closely</source>
        <translation>需仔细核对</translation>
    </message>
    <message>
        <source>from %1 tokens</source>
        <comment>size of a prompt</comment>
        <translation>自 %1 Token</translation>
    </message>
    <message numerus="yes">
        <source>%1 prices %n of the models here and changes none of them.</source>
        <comment>a list</comment>
        <translation>
            <numerusform>%1 列出了这里的 %n 个模型，价格均无变更。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) look wrong and are left out.</source>
        <translation>
            <numerusform>%n 处变更看起来有误，未采用。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProblemText</name>
    <message>
        <source>This file or folder does not exist. Check the path.</source>
        <translation>这个文件或文件夹不存在。请检查路径。</translation>
    </message>
    <message>
        <source>This file could not be read: %1. Check its permissions, then import again.</source>
        <translation>无法读取这个文件：%1。请检查权限后重新导入。</translation>
    </message>
    <message>
        <source>This is not a regular file, so it was not opened. Choose a file or a folder.</source>
        <translation>这不是普通文件，因此没有打开。请选择文件或文件夹。</translation>
    </message>
    <message>
        <source>This link leads out of its folder and was not followed. Add its target as a source of its own.</source>
        <translation>这个链接指向所在文件夹之外，没有跟随。请把它的目标单独添加为来源。</translation>
    </message>
    <message>
        <source>The format of this file is not known. Choose the format by name.</source>
        <translation>无法识别这个文件的格式。请按名称选择格式。</translation>
    </message>
    <message>
        <source>These folders are nested too deep to follow. Add the inner folder as a source.</source>
        <translation>文件夹嵌套过深，没有继续读取。请把内层文件夹添加为来源。</translation>
    </message>
    <message>
        <source>A part of this line is not JSON and was skipped. Everything else was read.</source>
        <translation>这一行中有一部分不是 JSON，已跳过，其余内容都已读入。</translation>
    </message>
    <message>
        <source>This line is not UTF-8. It was counted, with the damaged characters replaced.</source>
        <translation>这一行不是 UTF-8。它已计入，损坏的字符已替换。</translation>
    </message>
    <message>
        <source>The field %1 has another type than expected. The line was skipped.</source>
        <translation>字段 %1 的类型不符，这一行已跳过。</translation>
    </message>
    <message>
        <source>The field %1 is missing. The line was skipped.</source>
        <translation>缺少字段 %1，这一行已跳过。</translation>
    </message>
    <message>
        <source>The field %1 is not a number. The line was skipped.</source>
        <translation>字段 %1 不是数字，这一行已跳过。</translation>
    </message>
    <message>
        <source>The field %1 is negative. It was read as 0.</source>
        <translation>字段 %1 为负数，已按 0 读入。</translation>
    </message>
    <message>
        <source>The field %1 is larger than any request can be. It was cut to the largest count there is.</source>
        <translation>字段 %1 大于任何请求的可能值，已截为允许的最大值。</translation>
    </message>
    <message>
        <source>The field %1 is larger than the total it is a part of. It was cut to the total.</source>
        <translation>字段 %1 大于它所属的合计，已截为该合计。</translation>
    </message>
    <message>
        <source>The field %1 is not the sum of its parts. The parts were counted.</source>
        <translation>字段 %1 不等于各部分之和，已按各部分计入。</translation>
    </message>
    <message>
        <source>The time of this line could not be read. The line was skipped.</source>
        <translation>无法读取这一行的时间，已跳过。</translation>
    </message>
    <message>
        <source>The time of this line is before 2020. Check the clock of the computer that wrote it.</source>
        <translation>这一行的时间早于 2020 年。请检查写入它的电脑的时钟。</translation>
    </message>
    <message>
        <source>The time of this line is in the future. Check the clock of the computer that wrote it.</source>
        <translation>这一行的时间在未来。请检查写入它的电脑的时钟。</translation>
    </message>
    <message>
        <source>This line is too long to read and was skipped. All other lines were read.</source>
        <translation>这一行过长，已跳过，其余各行都已读入。</translation>
    </message>
    <message>
        <source>The column %1 is missing. Name the column in the profile, then import again.</source>
        <translation>缺少列 %1。请在配置中指定这一列，然后重新导入。</translation>
    </message>
    <message>
        <source>The file does not say what its counts mean: %1. Choose it in the profile, then import again.</source>
        <translation>文件没有说明计数的含义：%1。请在配置中选择，然后重新导入。</translation>
    </message>
    <message>
        <source>The profile cannot be used: %1. Correct this key, then import again.</source>
        <translation>配置无法使用：%1。请改正这个键，然后重新导入。</translation>
    </message>
    <message>
        <source>The quotes in this line do not match. The line was skipped.</source>
        <translation>这一行的引号不成对，已跳过。</translation>
    </message>
    <message>
        <source>There is no ledger at this place yet. Import your logs to create it.</source>
        <translation>这里还没有账本。导入日志即可创建。</translation>
    </message>
    <message>
        <source>The ledger could not be read: %1. Check its permissions.</source>
        <translation>无法读取账本：%1。请检查权限。</translation>
    </message>
    <message>
        <source>This file is a database of another program. Choose another place for the ledger.</source>
        <translation>这个文件是其他程序的数据库。请为账本另选位置。</translation>
    </message>
    <message>
        <source>This ledger was written by a newer Tokenmeter (version %1; this one knows %2). Update Tokenmeter to open it.</source>
        <translation>这个账本由更新的 Tokenmeter 写入（版本 %1，当前程序支持到 %2）。请升级 Tokenmeter 后再打开。</translation>
    </message>
    <message>
        <source>The ledger is damaged: %1. Open a backup, or import your logs into a new ledger.</source>
        <translation>账本已损坏：%1。请打开备份，或把日志导入新的账本。</translation>
    </message>
    <message>
        <source>Another program is writing to the ledger. Try again when it has finished.</source>
        <translation>另一个程序正在写入账本。请等它结束后重试。</translation>
    </message>
    <message>
        <source>The ledger cannot be written. Check the permissions of the file and its folder.</source>
        <translation>无法写入账本。请检查文件及其文件夹的权限。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, then import again; nothing that was read is lost.</source>
        <translation>磁盘已满。请腾出空间后重新导入；已读取的内容不会丢失。</translation>
    </message>
    <message>
        <source>The database reports an error: %1. Run a check of the ledger.</source>
        <translation>数据库报告错误：%1。请检查账本。</translation>
    </message>
    <message>
        <source>Two different requests have the same identity. Both files are named in the list of problems; report this.</source>
        <translation>两个不同的请求标识相同。两个文件都列在问题列表中，请报告此问题。</translation>
    </message>
    <message>
        <source>The price list cannot be used: %1 (%2). The prices in use stay as they are.</source>
        <translation>价目表无法使用：%1（%2）。现用价格保持不变。</translation>
    </message>
    <message>
        <source>“%1” is not a price. Write a number such as 12.50.</source>
        <translation>“%1”不是价格。请填写 12.50 这样的数字。</translation>
    </message>
    <message>
        <source>The model %1 is not in the price list. Set a price for it.</source>
        <translation>价目表中没有模型 %1。请为它设置价格。</translation>
    </message>
    <message>
        <source>The value %2 does not suit %1. Choose another one.</source>
        <translation>值 %2 不适用于 %1。请另选一个。</translation>
    </message>
    <message>
        <source>The time zone %1 is not known on this computer. Choose another one.</source>
        <translation>这台电脑不认识时区 %1。请另选一个。</translation>
    </message>
    <message>
        <source>There is no exchange rate from %1 to %2 for %3. Enter one, or look at the currencies side by side.</source>
        <translation>%3 没有从 %1 到 %2 的汇率。请填写汇率，或将各货币并列查看。</translation>
    </message>
    <message>
        <source>Cancelled. What was read before is kept.</source>
        <translation>已取消。此前读取的内容都会保留。</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1 第 %2 行</translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation>%1 第 %2 字节</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place and problem</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>This record is no longer in the ledger. Look at the list again.</source>
        <translation>这条记录已不在账本中。请重新查看列表。</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>没有可以撤销的操作。</translation>
    </message>
    <message>
        <source>This ledger was written by an older Tokenmeter (version %1; this one writes %2) and must be brought up to date, which needs to write to it and to its folder. Allow that, or copy the ledger elsewhere and open the copy.</source>
        <translation>这个账本由较旧的 Tokenmeter 写成（版本 %1，当前写 %2），需要先升级，升级时要写入账本和它所在的文件夹。请允许写入，或把账本复制到别处，再打开副本。</translation>
    </message>
    <message>
        <source>The address of %1 is not in the keyring. Remove the channel and add it again.</source>
        <translation>密钥环中没有 %1 的地址。请移除该渠道并重新添加。</translation>
    </message>
    <message>
        <source>%1 did not take the message (%2). Check its address or command and that it can be reached, then test it again.</source>
        <translation>%1 未接受消息（%2）。请检查其地址或命令以及是否可以访问，然后再次测试。</translation>
    </message>
    <message>
        <source>The service does not accept this key (status %1). Make a new key, and enter it for this account.</source>
        <translation>服务不接受此密钥（状态 %1）。请新建一个密钥，并为此账户填入。</translation>
    </message>
    <message>
        <source>This key may not read this (status %1). Use a key of the kind that the account&apos;s page names, with its permission.</source>
        <translation>此密钥无权读取这些内容（状态 %1）。请使用账户页面所列类型的密钥，并授予相应权限。</translation>
    </message>
    <message>
        <source>The service refused the signature of the request (status %1). Check the secret of the key and the clock of this computer.</source>
        <translation>服务拒绝了请求的签名（状态 %1）。请检查密钥的私密部分和本机的时钟。</translation>
    </message>
    <message>
        <source>The service refused the request (status %1). It is not asked again like this. Check the account&apos;s settings, or update Tokenmeter.</source>
        <translation>服务拒绝了请求（状态 %1）。不会再以同样的方式请求。请检查账户的设置，或更新 Tokenmeter。</translation>
    </message>
    <message>
        <source>The service does not know this address or account (status %1). Check its name and the address.</source>
        <translation>服务找不到此地址或账户（状态 %1）。请检查名称和地址。</translation>
    </message>
    <message>
        <source>The service asks for a pause (status %1). The figures stay as they are; it is asked again later.</source>
        <translation>服务要求暂停请求（状态 %1）。数字保持不变，稍后会再次请求。</translation>
    </message>
    <message>
        <source>The service failed or could not be reached (status %1). The figures stay as they are; it is asked again later.</source>
        <translation>服务出错或无法连接（状态 %1）。数字保持不变，稍后会再次请求。</translation>
    </message>
    <message>
        <source>The answer is not one of this service: a proxy, a log-in page or another program answered. Check the address and the network.</source>
        <translation>收到的不是此服务的答复：应答的是代理、登录页面或其他程序。请检查地址和网络。</translation>
    </message>
    <message>
        <source>The answer ended in the middle. The figures stay as they are; it is asked again later.</source>
        <translation>答复在中途结束。数字保持不变，稍后会再次请求。</translation>
    </message>
    <message>
        <source>The answer is larger or deeper than any real one and was not read. Check the address; choose a shorter range.</source>
        <translation>答复比任何真实的答复都更大或嵌套更深，未读取。请检查地址，并选择较短的时间范围。</translation>
    </message>
    <message>
        <source>The field %1 of the answer is missing or has another type than expected. Everything else was kept. If this stays, update Tokenmeter.</source>
        <translation>答复中的字段 %1 缺失或类型与预期不同。其余内容均已保留。如果一直如此，请更新 Tokenmeter。</translation>
    </message>
    <message>
        <source>The service tells of more pages, but the way to them ends at page %1. The figures stay as they are; it is asked again later.</source>
        <translation>服务表示还有更多页，但到第 %1 页就无法继续。数字保持不变，稍后会再次请求。</translation>
    </message>
    <message>
        <source>There was no end after %1 pages. The figures stay as they are. Choose a shorter range.</source>
        <translation>读取 %1 页后仍未结束。数字保持不变。请选择较短的时间范围。</translation>
    </message>
    <message>
        <source>The service cut its answer, so the totals are too low. Choose a shorter range.</source>
        <translation>服务截断了答复，因此合计偏低。请选择较短的时间范围。</translation>
    </message>
    <message>
        <source>The service has no data here yet, which does not mean that nothing was spent. Check that its export is switched on and the name of the table; it is asked again later.</source>
        <translation>服务在此处尚无数据，这并不表示没有花费。请检查是否已开启导出以及表的名称；稍后会再次请求。</translation>
    </message>
    <message>
        <source>The part “%1” of the key is missing or damaged. Enter it again for this account.</source>
        <translation>密钥的“%1”部分缺失或已损坏。请为此账户重新填入。</translation>
    </message>
    <message>
        <source>nothing listens at this address</source>
        <translation>该地址没有服务在监听</translation>
    </message>
    <message>
        <source>there is no host of this name, or no network</source>
        <translation>没有这个名称的主机，或者没有网络</translation>
    </message>
    <message>
        <source>it closed the connection without an answer</source>
        <translation>对方未作应答就关闭了连接</translation>
    </message>
    <message>
        <source>this computer has no network</source>
        <translation>本机没有网络</translation>
    </message>
    <message>
        <source>the proxy of this computer did not let it through</source>
        <translation>本机的代理没有放行</translation>
    </message>
    <message>
        <source>the network failed</source>
        <translation>网络出错</translation>
    </message>
    <message>
        <source>%1 could not be reached: %2. The figures stay as they are; it is asked again later.</source>
        <translation>无法连接 %1：%2。现有数字保持不变，稍后会再次请求。</translation>
    </message>
    <message>
        <source>%1 did not finish its answer within %2 seconds. The figures stay as they are; it is asked again later.</source>
        <translation>%1 未能在 %2 秒内答复完毕。现有数字保持不变，稍后会再次请求。</translation>
    </message>
    <message>
        <source>%1 could not prove who it is: its certificate is not accepted. Nothing was sent. Check the address, the clock and the network.</source>
        <translation>%1 无法证明自己的身份：其证书不被接受。没有发送任何内容。请检查地址、时钟和网络。</translation>
    </message>
    <message>
        <source>%1 wanted to send the key on to %2, which was refused. Check the address of this account.</source>
        <translation>%1 想把密钥转发到 %2，已被拒绝。请检查此账户的地址。</translation>
    </message>
    <message>
        <source>Nothing was sent to %1: the key would travel unencrypted. Use an address that begins with https.</source>
        <translation>没有向 %1 发送任何内容：密钥会以明文传输。请使用以 https 开头的地址。</translation>
    </message>
    <message>
        <source>No keyring of the desktop took the key of “%1”. Name an environment variable for it, or choose a file that only you can read.</source>
        <translation>没有桌面密钥环接收“%1”的密钥。请为它指定一个环境变量，或选择只有你能读取的文件。</translation>
    </message>
    <message>
        <source>The part “%2” of the key of “%1” is not where it should be. Enter the key again, or set its environment variable.</source>
        <translation>“%1”的密钥中的“%2”不在应在的位置。请重新输入密钥，或设置其环境变量。</translation>
    </message>
    <message>
        <source>The file could not be written: %1. Choose another place, or free some space.</source>
        <translation>无法写入文件：%1。请另选位置，或释放一些空间。</translation>
    </message>
    <message>
        <source>The packed file (%1) is damaged, incomplete or has a password. Unpack it and import what is inside.</source>
        <translation>压缩文件（%1）已损坏、不完整或有密码。请解压后导入其中的文件。</translation>
    </message>
    <message>
        <source>The packed file (%1) holds far more than its size allows for a log. If it is real, unpack it and import what is inside.</source>
        <translation>压缩文件（%1）解压后的内容远多于其大小所能容纳的日志。如果它确实有效，请解压后导入其中的文件。</translation>
    </message>
    <message>
        <source>This source is paused and was not read. Resume it on the page Sources, or with: tokenmeter sources resume %1</source>
        <translation>此来源已暂停，未读取。请在“来源”页面恢复，或运行：tokenmeter sources resume %1</translation>
    </message>
    <message>
        <source>%1 was found in this file and not read: the tool&apos;s own logs tell the same usage, and both would count twice. Import those logs instead, by their folder or with all sources.</source>
        <translation>在该文件中发现了 %1，但没有读取：该工具自己的日志记录了同样的用量，两者都读会重复计算。请改为导入那些日志（指定其文件夹，或导入所有来源）。</translation>
    </message>
    <message>
        <source>The column %1 is missing. Name the column in the mapping, then import again.</source>
        <translation>缺少列 %1。请在映射中指定该列，然后重新导入。</translation>
    </message>
    <message>
        <source>The file does not say what its counts mean: %1. Choose it in the mapping, then import again.</source>
        <translation>文件没有说明其计数的含义：%1。请在映射中选择，然后重新导入。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with --skip-bad-rows, then import again.</source>
        <translation>
            <numerusform>此文件有 %Ln 行无法读取，因此未导入；这是其中的第一处。请改正这些行，或用 --skip-bad-rows 将其全部略去，然后重新导入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with “Leave out what cannot be read” in its mapping, then import again.</source>
        <translation>
            <numerusform>此文件有 %Ln 行无法读取，因此未导入；这是其中的第一处。请改正这些行，或在其映射中选择“略过无法读取的行”将其全部略去，然后重新导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>This file does not say which tool it sums, and it may be another than Claude Code. Its days are left out where a log of any tool has the same model on that day. To be sure, export again with: ccusage daily --json --by-agent.</source>
        <translation>这个文件没有说明它汇总的是哪个工具，可能不是 Claude Code。凡是某一天任一工具的日志中有相同的模型，该文件当天的这一模型就不计入。要确定无误，请用以下命令重新导出：ccusage daily --json --by-agent。</translation>
    </message>
    <message>
        <source>The field %1 has another type than expected. It was left out; the rest of the line was counted.</source>
        <translation>字段 %1 的类型与预期不同，已略去；该行其余部分已计入。</translation>
    </message>
    <message>
        <source>The field %1 is missing. The rest of the line was counted.</source>
        <translation>缺少字段 %1，该行其余部分已计入。</translation>
    </message>
    <message>
        <source>The field %1 is not a number. It was left out; the rest of the line was counted.</source>
        <translation>字段 %1 不是数字，已略去；该行其余部分已计入。</translation>
    </message>
    <message>
        <source>The amount in %1 is of another currency than the mapping says, and was not kept. Choose its currency in the mapping, then import again.</source>
        <translation>%1 中的金额与映射所说的货币不同，因此未保留。请在映射中选择它的货币，然后重新导入。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProblemsDialog</name>
    <message numerus="yes">
        <source>%Ln problem(s). Everything else was read.</source>
        <translation>
            <numerusform>%Ln 个问题，其余已全部读入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln are listed.</source>
        <translation>
            <numerusform>仅列出前 %Ln 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>A double click or Return opens the file there.</source>
        <translation>双击或按回车键，在该处打开文件。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProfileTexts</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache written</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>No profile is kept. To keep one: tokenmeter profile save FILE</source>
        <translation>没有已保存的配置。保存方法：tokenmeter profile save FILE</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProgressBox</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <comment>what runs</comment>
        <translation>取消：%1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProposalTexts</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Context from</source>
        <translation>上下文自</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Look closely</source>
        <translation>需仔细核对</translation>
    </message>
    <message>
        <source>No record of this ledger would get another amount.</source>
        <translation>此账本中没有记录的金额会改变。</translation>
    </message>
    <message>
        <source>%1 records would move from %2 to %3; %4 of them had no price, %5 would have none.</source>
        <translation>%1 条记录将从 %2 变为 %3；其中 %4 条原来没有价格，%5 条将没有价格。</translation>
    </message>
    <message>
        <source>%1 is closed and its figures stay: what %2 of these records would move, from %3 to %4, is shown as an adjustment in the open month.</source>
        <translation>%1 已结账，数字不变：其中 %2 条记录从 %3 到 %4 的变动，会作为调整记入未结账的月份。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProviderText</name>
    <message>
        <source>An ordinary API key is enough.</source>
        <translation>普通 API 密钥即可。</translation>
    </message>
    <message>
        <source>An administrator&apos;s key of the organization; an ordinary API key sees nothing here.</source>
        <translation>需要组织的管理员密钥；普通 API 密钥在这里看不到任何数据。</translation>
    </message>
    <message>
        <source>A management key; an ordinary key sees less or nothing.</source>
        <translation>需要管理密钥；普通密钥能看到的较少，或什么也看不到。</translation>
    </message>
    <message>
        <source>An access key of the cloud account, with the right to read bills and nothing else.</source>
        <translation>云账户的访问密钥，只需读取账单的权限。</translation>
    </message>
    <message>
        <source>The key file of a service account that may read the exported bills.</source>
        <translation>可读取已导出账单的服务账号的密钥文件。</translation>
    </message>
    <message>
        <source>Tenant, client and secret of an application that may read costs.</source>
        <translation>可读取费用的应用程序的租户、客户端 ID 和密码。</translation>
    </message>
    <message>
        <source>A personal token with the right to read billing.</source>
        <translation>具有读取账单权限的个人令牌。</translation>
    </message>
    <message>
        <source>Public and secret key of a project.</source>
        <translation>项目的公钥和私钥。</translation>
    </message>
    <message>
        <source>A key of your own proxy.</source>
        <translation>你自己的代理的密钥。</translation>
    </message>
    <message>
        <source>what is billed</source>
        <translation>账单金额</translation>
    </message>
    <message>
        <source>an estimate of the cost</source>
        <translation>费用估算</translation>
    </message>
    <message>
        <source>the balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>tokens read from and written to caches</source>
        <translation>缓存读写的 Token</translation>
    </message>
    <message>
        <source>cost by model</source>
        <translation>按模型的费用</translation>
    </message>
    <message>
        <source>cost by kind of token</source>
        <translation>按 Token 种类的费用</translation>
    </message>
    <message>
        <source>projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>limits of spending</source>
        <translation>消费限额</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>按小时</translation>
    </message>
    <message>
        <source>Traffic of a subscription does not appear.</source>
        <translation>订阅套餐的用量不会出现。</translation>
    </message>
    <message>
        <source>Cost of committed capacity does not appear.</source>
        <translation>预留容量的费用不会出现。</translation>
    </message>
    <message>
        <source>Today is missing until it is over.</source>
        <translation>当天的数据要等当天结束后才有。</translation>
    </message>
    <message>
        <source>Only the last thirty days can be read.</source>
        <translation>只能读取最近三十天。</translation>
    </message>
    <message>
        <source>Figures come a day late.</source>
        <translation>数字会晚一天。</translation>
    </message>
    <message>
        <source>The balance is that of everything at this cloud, not of models alone.</source>
        <translation>余额是该云账户全部产品的余额，而不只是模型的。</translation>
    </message>
    <message>
        <source>Spend is what the balance fell by.</source>
        <translation>支出按余额的减少计算。</translation>
    </message>
    <message>
        <source>Cost is the gateway&apos;s own reckoning; the vendor&apos;s bill may differ.</source>
        <translation>费用由网关自行计算，可能与厂商账单不同。</translation>
    </message>
    <message>
        <source>The provider charges for each call.</source>
        <translation>服务商按每次调用收费。</translation>
    </message>
    <message>
        <source>The clock of this computer must be right, since requests are signed with the time.</source>
        <translation>请求以时间签名，因此本机时钟必须准确。</translation>
    </message>
    <message>
        <source>Nothing is there until you switch on the export of bills.</source>
        <translation>在你开启账单导出之前没有数据。</translation>
    </message>
    <message>
        <source>Tokens are not told.</source>
        <translation>不提供 Token 数。</translation>
    </message>
    <message>
        <source>Cost by model is told by month only.</source>
        <translation>按模型的费用只按月提供。</translation>
    </message>
    <message>
        <source>A key works only on the host of its region.</source>
        <translation>密钥只能用于所属区域的主机。</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>usage</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>limits and facts of the account</source>
        <translation>账户的限额和信息</translation>
    </message>
    <message>
        <source>names of projects, keys or users</source>
        <translation>项目、密钥或用户的名称</translation>
    </message>
    <message>
        <source>log-in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Built from the provider&apos;s documentation and recorded examples; not yet tried against the real service.</source>
        <translation>根据服务商文档和录制的示例编写，尚未在真实服务上试用。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::RankedList</name>
    <message>
        <source>Other (%1)</source>
        <translation>其他（%1）</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>tokenmeter::RatesTexts</name>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>From %1 on, 1 %2 is %3 %4.</source>
        <translation>自 %1 起，1 %2 = %3 %4。</translation>
    </message>
    <message>
        <source>No exchange rates are stored. Ask for them with: tokenmeter rates fetch, or add one with: tokenmeter rates set USD CNY 7.1187</source>
        <translation>还没有汇率。获取：tokenmeter rates fetch；或自行添加：tokenmeter rates set USD CNY 7.1187</translation>
    </message>
    <message>
        <source>The rate from %1 to %2 of %3 is removed.</source>
        <translation>已删除 %3 的 %1 兑 %2 汇率。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReasonDialog</name>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Say why; it is kept.</source>
        <translation>请写明原因；原因会被保存。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReconcilePage</name>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Currency of the bill</source>
        <translation>账单币种</translation>
    </message>
    <message>
        <source>Billed against metered</source>
        <translation>账单与计量</translation>
    </message>
    <message>
        <source>From metered to billed</source>
        <translation>从计量到账单</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步说明</translation>
    </message>
    <message>
        <source>The account cannot be read: %1 What is shown is what was read before.</source>
        <translation>无法读取该账户：%1 当前显示的是之前读到的内容。</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>还没有账户</translation>
    </message>
    <message>
        <source>Logs tell what was used; a bill to compare it with comes from an account at a provider. Add one on the page Accounts, or import a table of costs into it: tokenmeter accounts import-csv.</source>
        <translation>日志只说明用了多少；可供比对的账单来自提供商账户。请在“账户”页添加，或向账户导入费用表格：tokenmeter accounts import-csv。</translation>
    </message>
    <message>
        <source>Open Accounts</source>
        <translation>打开账户页</translation>
    </message>
    <message>
        <source>%1 has no bill for %2</source>
        <comment>an account, a month</comment>
        <translation>%1 没有 %2的账单</translation>
    </message>
    <message>
        <source>The nearest bill is that of %1.</source>
        <translation>最近的账单是 %1。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>Nothing was read of it yet. The next sync asks for it; a table of costs from the provider&apos;s console serves, too: tokenmeter accounts import-csv.</source>
        <translation>还没有读到该月账单，下次同步会查询；也可以使用提供商控制台导出的费用表格：tokenmeter accounts import-csv。</translation>
    </message>
    <message>
        <source>This provider&apos;s interface tells a balance and no bill. A table of costs from its console serves: tokenmeter accounts import-csv.</source>
        <translation>该提供商的接口只提供余额，不提供账单。可以使用其控制台导出的费用表格：tokenmeter accounts import-csv。</translation>
    </message>
    <message>
        <source>No month has a bill</source>
        <translation>没有任何月份有账单</translation>
    </message>
    <message>
        <source>%1 is zero: there is nothing behind it.</source>
        <translation>%1为零，没有可查看的内容。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReconcileText</name>
    <message>
        <source>Time zone edge</source>
        <translation>时区边界</translation>
    </message>
    <message>
        <source>Paid otherwise</source>
        <translation>由别处支付</translation>
    </message>
    <message>
        <source>Seen only by the provider</source>
        <translation>仅提供商可见</translation>
    </message>
    <message>
        <source>Seen only in logs</source>
        <translation>仅日志可见</translation>
    </message>
    <message>
        <source>Without a price here</source>
        <translation>此处无价格</translation>
    </message>
    <message>
        <source>Price and tier</source>
        <translation>价格与服务档</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>抵扣额</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>Day edge</source>
        <comment>below a narrow bar</comment>
        <translation>日界</translation>
    </message>
    <message>
        <source>Other payer</source>
        <comment>below a narrow bar</comment>
        <translation>别处支付</translation>
    </message>
    <message>
        <source>Provider only</source>
        <comment>below a narrow bar</comment>
        <translation>仅提供商</translation>
    </message>
    <message>
        <source>Logs only</source>
        <comment>below a narrow bar</comment>
        <translation>仅日志</translation>
    </message>
    <message>
        <source>No price</source>
        <comment>below a narrow bar</comment>
        <translation>无价格</translation>
    </message>
    <message>
        <source>Price, tier</source>
        <comment>below a narrow bar</comment>
        <translation>价格与档</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>服务档</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Unexplained</source>
        <translation>未能解释</translation>
    </message>
    <message>
        <source>Rest</source>
        <comment>below a narrow bar</comment>
        <translation>余项</translation>
    </message>
    <message>
        <source>Metered, list cost</source>
        <translation>计量用量（标价）</translation>
    </message>
    <message>
        <source>Metered</source>
        <translation>计量</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>账单</translation>
    </message>
    <message>
        <source>The provider cuts its days elsewhere than you do, so that some usage counts in the month next to this one. Nothing is wrong.</source>
        <translation>提供商划分日期的时区与你不同，部分用量计入了相邻的月份。这不是错误。</translation>
    </message>
    <message>
        <source>A subscription or another account pays for it, so it is not on this bill. Where that is wrong, say who pays: tokenmeter accounts payer.</source>
        <translation>由订阅或其他账户支付，因此不在这份账单上。如果不对，请指明付款方：tokenmeter accounts payer。</translation>
    </message>
    <message>
        <source>The provider counted tokens that no log here has: another machine, deleted logs, or a key that somebody else uses. Import those logs, or look at the keys.</source>
        <translation>提供商计入了这里的日志没有的 Token：另一台机器、已删除的日志，或别人在用的密钥。请导入那些日志，或检查密钥。</translation>
    </message>
    <message>
        <source>More is billed than the logs explain: another machine, deleted logs, a key that somebody else uses, or another price. Import those logs first.</source>
        <translation>账单高于日志能解释的部分：另一台机器、已删除的日志、别人在用的密钥，或价格不同。请先导入那些日志。</translation>
    </message>
    <message>
        <source>Logs have usage that is not on the bill: failed requests, usage of another account, or a report that comes late. Look at the records and at who pays.</source>
        <translation>日志中有账单上没有的用量：失败的请求、其他账户的用量，或报表延迟。请查看记录以及付款方。</translation>
    </message>
    <message>
        <source>The bill has models that have no price here. Set their prices; what is left then becomes usage or price.</source>
        <translation>账单上有这里没有价格的模型。设置价格后，剩余部分会归入用量或价格。</translation>
    </message>
    <message>
        <source>Billed at another price than the list&apos;s: a negotiated price, a tier, or a list price that is out of date. The bill names no tiers, so they cannot be told apart.</source>
        <translation>账单价格与标价不同：协议价、服务档，或标价已过时。账单没有写明服务档，因此无法区分。</translation>
    </message>
    <message>
        <source>Free quota, promotions, discounts and corrections on the bill.</source>
        <translation>账单上的免费额度、优惠、折扣和更正。</translation>
    </message>
    <message>
        <source>Lines of the bill that are no tokens, less what was metered of that kind.</source>
        <translation>账单上与 Token 无关的项目，减去已计量的同类用量。</translation>
    </message>
    <message>
        <source>Tax on the bill. List prices are without it.</source>
        <translation>账单上的税。标价不含税。</translation>
    </message>
    <message>
        <source>What the provider adds or takes so that its lines make the total that it states.</source>
        <translation>提供商为使各项之和等于其所列总额而增减的金额。</translation>
    </message>
    <message>
        <source>Billed in another tier than the logs tell: batch is cheaper than the list&apos;s standard price, priority dearer. Logs that name the tier would explain it.</source>
        <translation>按与日志不同的服务档计费：批处理低于标准标价，优先档高于标准标价。写明服务档的日志可以解释这一差异。</translation>
    </message>
    <message>
        <source>Billed at another price than the list&apos;s: a negotiated price, or a list price that is out of date. Compare the classes, then the price.</source>
        <translation>账单价格与标价不同：协议价，或标价已过时。请先比较各类别，再比较价格。</translation>
    </message>
    <message>
        <source>Nothing is left: the steps lead from what was metered to what is billed, to the last digit.</source>
        <translation>没有剩余：各步骤从计量用量到账单，精确到最后一位。</translation>
    </message>
    <message>
        <source>The bill is one number, so usage, prices and tiers cannot be told apart. A table of costs by model from the provider&apos;s console would.</source>
        <translation>账单只有一个数字，无法区分用量、价格和服务档。提供商控制台按模型导出的费用表格可以区分。</translation>
    </message>
    <message>
        <source>The bill tells days and no models, so usage, prices and tiers cannot be told apart. Look for the day with the gap.</source>
        <translation>账单只列日期、不列模型，无法区分用量、价格和服务档。请查找有差额的那一天。</translation>
    </message>
    <message>
        <source>What no step explains. Look at the lines of the bill.</source>
        <translation>没有步骤能解释的部分。请查看账单各项。</translation>
    </message>
    <message>
        <source>The bill states no total beside its lines, so their sum is the total.</source>
        <translation>账单没有另列总额，各项之和即为总额。</translation>
    </message>
    <message>
        <source>Usage of this provider in your logs, in your days of the month, at list prices.</source>
        <translation>你的日志中该提供商的用量，按你的时区划分月份，按标价计算。</translation>
    </message>
    <message>
        <source>What the provider charges for the month: the sum of all lines of its bill.</source>
        <translation>提供商对该月的收费：账单各项之和。</translation>
    </message>
    <message>
        <source>Reconciled within %1 %.</source>
        <translation>对账误差在 %1 % 以内。</translation>
    </message>
    <message>
        <source>Total compared: the bill tells too little for more.</source>
        <translation>仅比较了总额：账单信息不足以细分。</translation>
    </message>
    <message>
        <source>Incomplete: days of the bill are missing or cannot be read.</source>
        <translation>不完整：账单有缺失或无法读取的日期。</translation>
    </message>
    <message>
        <source>Reconciled within %1 %</source>
        <translation>对账误差在 %1 % 以内</translation>
    </message>
    <message>
        <source>Total compared</source>
        <translation>仅比较总额</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>%1: billed is %2 of list on every day. A discount?</source>
        <translation>%1：每天的账单金额都是标价的 %2 倍。是折扣吗？</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>cache write, 5 min</source>
        <translation>缓存写入，5 分钟</translation>
    </message>
    <message>
        <source>cache write, 1 h</source>
        <translation>缓存写入，1 小时</translation>
    </message>
    <message>
        <source>cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation>推理</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReconcileTexts</name>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>%1 was metered in a currency that the bill does not have; it is in no figure.</source>
        <translation>%1 的计量货币不在账单中，未计入任何数字。</translation>
    </message>
    <message>
        <source>%1 requests have no price here. See: tokenmeter prices list --unpriced</source>
        <translation>%1 个请求在此没有价格。请看：tokenmeter prices list --unpriced</translation>
    </message>
    <message>
        <source>Nobody said who pays for what %1 logs; it is counted here. To say so: tokenmeter accounts payer</source>
        <translation>尚未说明 %1 记录的用量由谁支付，暂计入此处。要说明，请运行：tokenmeter accounts payer</translation>
    </message>
    <message>
        <source>There is no billing account. To add one: tokenmeter accounts add</source>
        <translation>没有计费账户。要添加，请运行：tokenmeter accounts add</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Nothing is billed in this month as far as the ledger knows. To read bills: tokenmeter sync, or tokenmeter accounts import-csv</source>
        <translation>账本中这个月没有账单。要读取账单，请运行：tokenmeter sync 或 tokenmeter accounts import-csv</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReconcileView</name>
    <message>
        <source>in %1, as the provider says</source>
        <comment>a currency</comment>
        <translation>%1，以提供商为准</translation>
    </message>
    <message>
        <source>from your logs</source>
        <translation>来自你的日志</translation>
    </message>
    <message>
        <source>in your days of the month</source>
        <translation>按你的时区划分月份</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>more is billed</source>
        <translation>账单更高</translation>
    </message>
    <message>
        <source>less is billed</source>
        <translation>账单更低</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) explain it</source>
        <translation>
            <numerusform>由 %n 个步骤解释</numerusform>
        </translation>
    </message>
    <message>
        <source>From metered to billed</source>
        <translation>从计量到账单</translation>
    </message>
    <message>
        <source>Show records</source>
        <translation>查看记录</translation>
    </message>
    <message>
        <source>Show charges</source>
        <translation>查看账单项</translation>
    </message>
    <message>
        <source>This month is billed in %1. They are reconciled each for itself and never added; shown is %2.</source>
        <translation>该月账单有多种币种：%1。各币种分别对账，从不相加；当前显示 %2。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two currencies</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 was metered in a currency that the bill does not have; it is in no figure.</source>
        <translation>%1 的计量货币不在账单中，未计入任何数字。</translation>
    </message>
    <message>
        <source>The provider&apos;s month is not over: more will be billed.</source>
        <translation>提供商的这个月尚未结束，还会有新的账单项。</translation>
    </message>
    <message>
        <source>The bill does not reach to the end of the month, or was cut. The next sync may bring the rest.</source>
        <translation>账单没有到月底，或被截断。下次同步可能会补齐。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the bill have no amount that can be read; they are in no figure.</source>
        <translation>
            <numerusform>账单中有 %n 项没有可读取的金额，未计入任何数字。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) of this provider have no price here: what was metered is at least this much.</source>
        <translation>
            <numerusform>该提供商有 %n 次请求在这里没有价格：计量金额至少为此数。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody said who pays for what %1 logs, so it counts for this account. To say so: tokenmeter accounts payer.</source>
        <translation>没有指明 %1 日志由谁付款，因此计入此账户。指明方法：tokenmeter accounts payer。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1: charges of %2</source>
        <comment>a step, a month</comment>
        <translation>%1：%2的账单项</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>服务档</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>账单项</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>账单</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>The step is %1: what these lines are above or below what was metered.</source>
        <translation>该步骤为 %1：这些账单项高于或低于计量用量的部分。</translation>
    </message>
    <message>
        <source>Records at the edges of %1</source>
        <translation>%1月份边界的记录</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Counts in</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>the provider&apos;s month alone</source>
        <translation>仅提供商的月份</translation>
    </message>
    <message>
        <source>your month alone</source>
        <translation>仅你的月份</translation>
    </message>
    <message>
        <source>These are the first %1 records; there are more.</source>
        <translation>这是前 %1 条记录，后面还有。</translation>
    </message>
    <message>
        <source>Metered and billed by day, %1</source>
        <translation>按日计量与账单，%1</translation>
    </message>
    <message>
        <source>Metered</source>
        <translation>计量</translation>
    </message>
    <message>
        <source>Tokens alone, in the provider&apos;s days. Fees, credits and tax are in no day.</source>
        <translation>仅 Token，按提供商的日期。费用、抵扣额和税不计入任何一天。</translation>
    </message>
    <message>
        <source>%1: how it comes about, %2</source>
        <comment>a step, a month</comment>
        <translation>%1的构成，%2</translation>
    </message>
    <message>
        <source>metered here</source>
        <translation>此处计量</translation>
    </message>
    <message>
        <source>Tokens here</source>
        <translation>此处 Token</translation>
    </message>
    <message>
        <source>Tokens billed</source>
        <translation>账单 Token</translation>
    </message>
    <message>
        <source>Reconciliation of %1, %2</source>
        <comment>an account, a month</comment>
        <translation>%1 的对账，%2</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
</context>
<context>
    <name>tokenmeter::RecordsFooter</name>
    <message>
        <source> · </source>
        <comment>between two facts</comment>
        <translation> · </translation>
    </message>
</context>
<context>
    <name>tokenmeter::RecordsPage</name>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Why…</source>
        <translation>由来…</translation>
    </message>
    <message>
        <source>Tag…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Exclude…</source>
        <translation>排除…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Find a model, project, session, tag or file</source>
        <translation>查找模型、项目、会话、标签或文件</translation>
    </message>
    <message>
        <source>Find in records</source>
        <translation>在记录中查找</translation>
    </message>
    <message>
        <source>No record of %1 matches the filter.</source>
        <translation>%1 没有符合筛选条件的记录。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>No usage in %1.</source>
        <translation>%1 没有用量。</translation>
    </message>
    <message>
        <source>The nearest is on %1.</source>
        <translation>最近的记录在 %1。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>No record matches the filter, on any day.</source>
        <translation>任何日期都没有符合筛选条件的记录。</translation>
    </message>
    <message>
        <source>The ledger has no records yet.</source>
        <translation>账本中还没有记录。</translation>
    </message>
    <message>
        <source>Import logs to fill it.</source>
        <translation>请导入日志。</translation>
    </message>
    <message>
        <source>all selected</source>
        <translation>已全选</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>已选 %1 条</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>3 selected, their sum</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 excluded from totals</source>
        <translation>%1 条已排除在合计之外</translation>
    </message>
    <message>
        <source>%1 excluded</source>
        <translation>%1 条已排除</translation>
    </message>
    <message>
        <source>%1 without a price</source>
        <translation>%1 条没有价格</translation>
    </message>
    <message>
        <source> · </source>
        <comment>between two facts</comment>
        <translation> · </translation>
    </message>
    <message>
        <source>Select records first.</source>
        <translation>请先选择记录。</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>All records of %1</source>
        <translation>%1 的所有记录</translation>
    </message>
    <message>
        <source>Went on from the other end.</source>
        <translation>已从另一端继续查找。</translation>
    </message>
    <message>
        <source>No record in view contains “%1”.</source>
        <translation>当前记录中没有“%1”。</translation>
    </message>
    <message>
        <source>Usual columns</source>
        <translation>默认列</translation>
    </message>
    <message>
        <source>Why this amount</source>
        <translation>金额由来</translation>
    </message>
    <message>
        <source>Exclude from totals…</source>
        <translation>从合计中排除…</translation>
    </message>
    <message>
        <source>Include in totals</source>
        <translation>计入合计</translation>
    </message>
    <message>
        <source>Only the model %1</source>
        <translation>仅模型 %1</translation>
    </message>
    <message>
        <source>Only usage without a project</source>
        <translation>仅没有项目的用量</translation>
    </message>
    <message>
        <source>Only the project %1</source>
        <translation>仅项目 %1</translation>
    </message>
    <message>
        <source>Only the session %1</source>
        <translation>仅会话 %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Select all %1</source>
        <translation>全选 %1 条</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>%1, all of this filter</source>
        <comment>12 records</comment>
        <translation>%1（此筛选的全部）</translation>
    </message>
    <message>
        <source>Their session, all of it: %1</source>
        <translation>所属会话的全部：%1</translation>
    </message>
    <message>
        <source>Their project, all of it: %1</source>
        <translation>所属项目的全部：%1</translation>
    </message>
    <message>
        <source>%1 lost the tag %2.</source>
        <comment>12 records</comment>
        <translation>%1已移除标签 %2。</translation>
    </message>
    <message>
        <source>%1 tagged %2 = %3.</source>
        <comment>12 records</comment>
        <translation>%1已加标签 %2 = %3。</translation>
    </message>
    <message>
        <source>%1 excluded from totals.</source>
        <comment>12 records</comment>
        <translation>已将 %1排除在合计之外。</translation>
    </message>
    <message>
        <source>%1 included in totals again.</source>
        <comment>12 records</comment>
        <translation>已将 %1重新计入合计。</translation>
    </message>
    <message>
        <source>Total of all %1</source>
        <comment>records</comment>
        <translation>全部 %1 条的合计</translation>
    </message>
    <message>
        <source>Nothing changed.</source>
        <translation>没有改动。</translation>
    </message>
    <message>
        <source>Saving all records…</source>
        <translation>正在保存全部记录…</translation>
    </message>
    <message>
        <source>%1 saved to %2.</source>
        <comment>12 records</comment>
        <translation>已将 %1 保存到 %2。</translation>
    </message>
    <message>
        <source>Nothing was saved: cancelled.</source>
        <translation>没有保存：已取消。</translation>
    </message>
    <message>
        <source>Here are the rows on screen. Saving writes all %1.</source>
        <comment>12 records</comment>
        <translation>这里是屏幕上的行。保存时会写入全部 %1。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::RecordsTable</name>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
</context>
<context>
    <name>tokenmeter::RecordsText</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>服务层级</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Total tokens</source>
        <translation>Token 合计</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 条记录</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 条记录</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>从新到旧</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>从旧到新</translation>
    </message>
    <message>
        <source>largest first, by %1</source>
        <translation>按%1从大到小</translation>
    </message>
    <message>
        <source>smallest first, by %1</source>
        <translation>按%1从小到大</translation>
    </message>
    <message>
        <source>(not said)</source>
        <translation>（未注明）</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>header and number</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReportTexts</name>
    <message>
        <source>no price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>List cost</source>
        <translation>标价花费</translation>
    </message>
    <message>
        <source>(not said)</source>
        <translation>（未注明）</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>%1 requests with %2 tokens have no price and are in no amount. See: tokenmeter prices list --unpriced</source>
        <translation>%1 次请求（%2 个 Token）没有价格，未计入任何金额。查看命令：tokenmeter prices list --unpriced</translation>
    </message>
    <message>
        <source>Converted at %1 %2 per %3 (%4, %5).</source>
        <translation>换算：1 %3 = %1 %2（%4，%5）。</translation>
    </message>
    <message>
        <source>The ledger is empty. To read the logs of this computer: tokenmeter import</source>
        <translation>账本为空。读取本机日志：tokenmeter import</translation>
    </message>
    <message>
        <source>Nothing in this view.</source>
        <translation>此视图中没有内容。</translation>
    </message>
    <message>
        <source>%1 took over %2 of the list cost; this credit had cost %3.</source>
        <translation>%1 抵扣了标价花费中的 %2；这部分额度购入时花费 %3。</translation>
    </message>
    <message>
        <source>%1 took over %2 of the list cost.</source>
        <translation>%1 抵扣了标价花费中的 %2。</translation>
    </message>
    <message>
        <source>Beside these amounts: fee of %1 for these days, %2.</source>
        <translation>以上金额之外：%1 在这些天的费用 %2。</translation>
    </message>
    <message>
        <source>Beside these amounts: credit of %1 that expired unused, %2.</source>
        <translation>以上金额之外：%1 未用即到期的额度 %2。</translation>
    </message>
    <message>
        <source>Effective cost</source>
        <translation>折后花费</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>账单项</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>账单金额</translation>
    </message>
    <message>
        <source>%1 charges have no amount or no currency and are in no sum.</source>
        <translation>%1 条账单项没有金额或货币，未计入任何合计。</translation>
    </message>
    <message>
        <source>The provider says that some of this may still change.</source>
        <translation>提供商说明其中部分金额仍可能变动。</translation>
    </message>
    <message>
        <source>Billed cost comes from billing accounts, and there is none. To add one: tokenmeter accounts add</source>
        <translation>账单成本来自计费账户，而现在没有账户。要添加，请运行：tokenmeter accounts add</translation>
    </message>
    <message>
        <source>No charge in this view. To read bills: tokenmeter sync</source>
        <translation>此视图中没有账单项。要读取账单，请运行：tokenmeter sync</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewClosing</name>
    <message>
        <source>none left</source>
        <translation>没有遗留</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) without a price</source>
        <translation>
            <numerusform>%n 个模型没有价格</numerusform>
        </translation>
    </message>
    <message>
        <source>none found</source>
        <translation>没有发现</translation>
    </message>
    <message numerus="yes">
        <source>%n copies, all by rule</source>
        <translation>
            <numerusform>%n 份副本，均按规则合并</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%n explained</source>
        <translation>
            <numerusform>已解释 %n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to explain</source>
        <translation>
            <numerusform>还有 %n 天待解释</numerusform>
        </translation>
    </message>
    <message>
        <source>no billing account</source>
        <translation>没有账单账户</translation>
    </message>
    <message>
        <source>agrees with the bills</source>
        <translation>与账单相符</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) open</source>
        <translation>
            <numerusform>还有 %n 项未决</numerusform>
        </translation>
    </message>
    <message>
        <source>none written</source>
        <translation>还没有写</translation>
    </message>
    <message numerus="yes">
        <source>%n written</source>
        <translation>
            <numerusform>已写 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>when the period is over</source>
        <translation>在期间结束之后</translation>
    </message>
    <message>
        <source>Unpriced usage</source>
        <translation>无价格的用量</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Unusual days</source>
        <translation>异常日</translation>
    </message>
    <message>
        <source>Reconcile</source>
        <translation>对账</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Close %1</source>
        <comment>a period</comment>
        <translation>结账：%1</translation>
    </message>
    <message>
        <source>A day is explained when it has an annotation.</source>
        <translation>有标注的日子即视为已解释。</translation>
    </message>
    <message>
        <source>Open %1 again…</source>
        <comment>a period</comment>
        <translation>重新打开 %1…</translation>
    </message>
    <message>
        <source>Close %1…</source>
        <comment>a period</comment>
        <translation>结账：%1…</translation>
    </message>
    <message>
        <source>Continue: %1</source>
        <comment>a step</comment>
        <translation>继续：%1</translation>
    </message>
    <message>
        <source>Closed %1</source>
        <comment>a day</comment>
        <translation>%1 已结账</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未结账</translation>
    </message>
    <message>
        <source>%1 is closed. Its figures no longer change; later corrections appear in the month that is open.</source>
        <comment>a period</comment>
        <translation>%1 已结账，数字不再变动；之后的更正会显示在未结账的月份。</translation>
    </message>
    <message numerus="yes">
        <source>Since then %n correction(s) came up; %1 shows them.</source>
        <translation>
            <numerusform>此后出现了 %n 项更正；显示在 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Was closed on %1 and opened again on %2: %3</source>
        <comment>two days and a reason</comment>
        <translation>曾于 %1 结账，于 %2 重新打开：%3</translation>
    </message>
    <message>
        <source>Freezes the figures of %1 with a hash over its records and prices. What changes later is shown as a correction in the month that is open. It can be opened again, with a reason.</source>
        <translation>冻结 %1 的数字，并对其记录和价格计算哈希。之后的变动作为更正显示在未结账的月份。可以写明原因后重新打开。</translation>
    </message>
    <message>
        <source>Why now, if there is something to say (may be empty)</source>
        <translation>为何现在结账（可留空）</translation>
    </message>
    <message>
        <source>%1 has no price: %2 are in no amount.</source>
        <comment>a model, requests</comment>
        <translation>%1 没有价格：%2未计入任何金额。</translation>
    </message>
    <message>
        <source>Open %1 again</source>
        <comment>a period</comment>
        <translation>重新打开 %1</translation>
    </message>
    <message>
        <source>The figures of %1 move again with prices and records. The close and the reason are kept.</source>
        <translation>%1 的数字将再次随价格和记录变动。结账记录和原因会保留。</translation>
    </message>
    <message>
        <source>The bill was corrected</source>
        <translation>账单已更正</translation>
    </message>
    <message>
        <source>%1, of %2</source>
        <comment>a day, a period</comment>
        <translation>%1，属于 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a kind of outcome, a project</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>at least %1</source>
        <comment>an amount</comment>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>%1 for one, %2 in all.</source>
        <comment>two amounts</comment>
        <translation>每个 %1，共 %2。</translation>
    </message>
    <message>
        <source>%1: %2 for one (%3).</source>
        <comment>a period, an amount, a change</comment>
        <translation>%1：每个 %2（%3）。</translation>
    </message>
    <message>
        <source>The work cost %1.</source>
        <comment>an amount</comment>
        <translation>工作花费 %1。</translation>
    </message>
    <message>
        <source>What one of it cost</source>
        <translation>每一个的成本</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>产出</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Cost of one</source>
        <translation>单个成本</translation>
    </message>
    <message>
        <source>all models</source>
        <translation>全部模型</translation>
    </message>
    <message>
        <source>Open its review</source>
        <translation>打开其回顾</translation>
    </message>
    <message>
        <source>freezes figures</source>
        <translation>数字将被冻结</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewDocument</name>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Monthly review, %1</source>
        <comment>a month</comment>
        <translation>月度回顾，%1</translation>
    </message>
    <message>
        <source>Review, %1</source>
        <comment>a period</comment>
        <translation>回顾，%1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a day and a time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Against budget</source>
        <translation>对照预算</translation>
    </message>
    <message>
        <source>no budget</source>
        <translation>没有预算</translation>
    </message>
    <message>
        <source>of %1, %2</source>
        <comment>an amount, the name of a budget</comment>
        <translation>共 %1，%2</translation>
    </message>
    <message>
        <source>A request</source>
        <translation>每次请求</translation>
    </message>
    <message>
        <source>nothing to compare</source>
        <translation>无可比较</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <comment>a change, a period</comment>
        <translation>%1，与 %2相比</translation>
    </message>
    <message>
        <source>Cache hit share</source>
        <translation>缓存命中率</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>not enough evidence</source>
        <translation>依据不足</translation>
    </message>
    <message>
        <source>Forecast on %1</source>
        <comment>a day</comment>
        <translation>%1的预测</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>no billing account</source>
        <translation>没有账单账户</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>how many of how many</comment>
        <translation>%2 份中的 %1 份</translation>
    </message>
    <message>
        <source>bills of the months in view</source>
        <translation>所选月份的账单</translation>
    </message>
    <message>
        <source>Why it changed</source>
        <translation>变化原因</translation>
    </message>
    <message>
        <source>Why it changed, amounts in %1</source>
        <comment>a currency</comment>
        <translation>变化原因，金额单位 %1</translation>
    </message>
    <message>
        <source>Nothing to compare with: one of the two periods lies before the first record.</source>
        <translation>无可比较：其中一个时期早于第一条记录。</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between two clauses</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>.</source>
        <comment>ends a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>变化项</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>In per cent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>What moved most</source>
        <translation>变动最大</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1 other models</source>
        <comment>a number</comment>
        <translation>其他 %1 个模型</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>%1 other projects</source>
        <comment>a number</comment>
        <translation>其他 %1 个项目</translation>
    </message>
    <message>
        <source>Price of tokens, size of sessions</source>
        <translation>Token 单价与会话大小</translation>
    </message>
    <message>
        <source>A million tokens</source>
        <translation>每百万 Token</translation>
    </message>
    <message>
        <source>Tokens of a session</source>
        <translation>每个会话的 Token</translation>
    </message>
    <message>
        <source>A session</source>
        <translation>每个会话</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>at least %1</source>
        <comment>an amount</comment>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>List cost</source>
        <translation>标价花费</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>每日花费</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>By project</source>
        <translation>按项目</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a name and an amount</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Unusual days</source>
        <translation>异常日</translation>
    </message>
    <message>
        <source>No day stands far above what its history let expect.</source>
        <translation>没有哪一天明显高于历史预期。</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>There is no budget for this period.</source>
        <translation>这个时期没有预算。</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时期</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>已花费</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Metered against billed</source>
        <translation>计量与账单</translation>
    </message>
    <message>
        <source>No billing account is connected, so nothing was billed that could be compared.</source>
        <translation>没有连接账单账户，因此没有可比较的账单。</translation>
    </message>
    <message>
        <source>Metered is list cost of the account&apos;s own logs, in the currency of its bill.</source>
        <translation>计量是该账户自己日志的标价花费，以账单货币计。</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Metered</source>
        <translation>计量</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>账单</translation>
    </message>
    <message>
        <source>Unexplained</source>
        <translation>未解释</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Fees and expired credit stand beside the list cost above and are in none of its sums.</source>
        <translation>月费和过期额度与上面的标价花费并列，不计入其任何合计。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Without a price, counted once, left out</source>
        <translation>无价格、去重与排除</translation>
    </message>
    <message>
        <source>Copies of the same answer: %1.</source>
        <comment>none found</comment>
        <translation>同一回答的副本：%1。</translation>
    </message>
    <message>
        <source>Excluded by you: %1, list cost %2.</source>
        <comment>requests, amounts</comment>
        <translation>由你排除：%1，标价花费 %2。</translation>
    </message>
    <message>
        <source>Nothing is excluded.</source>
        <translation>没有排除任何用量。</translation>
    </message>
    <message>
        <source>All usage has a price.</source>
        <translation>所有用量都有价格。</translation>
    </message>
    <message>
        <source>Usage without a price is in no amount:</source>
        <translation>没有价格的用量不在任何金额中：</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Exchange rates used</source>
        <translation>所用汇率</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>发布日</translation>
    </message>
    <message>
        <source>One</source>
        <translation>1 单位</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>折合</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>%1, by way of %2</source>
        <comment>a source, a currency</comment>
        <translation>%1，经 %2 换算</translation>
    </message>
    <message>
        <source>No rate: %1.</source>
        <comment>CNY/USD since 2026-10-01</comment>
        <translation>没有汇率：%1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a filter&apos;s name and its values</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>智能体</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>档位</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>How this was made</source>
        <translation>如何得出</translation>
    </message>
    <message>
        <source>Cost is list cost: the tokens of each request times the prices of its day, in exact decimal arithmetic, rounded once where it is shown.</source>
        <translation>花费按标价计算：每次请求的 Token 乘以当日价格，以精确的十进制运算，仅在显示时舍入一次。</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较时期</translation>
    </message>
    <message>
        <source>Days are those of</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>everything</source>
        <comment>a filter that lets all through</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成于</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Unpriced</source>
        <translation>未计价</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>产出</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>产出</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Cost of one</source>
        <translation>单个成本</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>all work</source>
        <translation>全部工作</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a period, a note</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Corrections of closed periods</source>
        <translation>已结账期间的更正</translation>
    </message>
    <message>
        <source>They are shown here, and the figures of the closed periods stay as they were.</source>
        <translation>更正显示在这里，已结账期间的数字保持不变。</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewHtml</name>
    <message>
        <source>Made with Tokenmeter, %1</source>
        <comment>a moment</comment>
        <translation>由 Tokenmeter 生成，%1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewPage</name>
    <message>
        <source>Currency of the waterfall</source>
        <translation>瀑布图的货币</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>The period in five figures</source>
        <translation>五个数字看这段时间</translation>
    </message>
    <message>
        <source>Why it changed</source>
        <translation>为何变化</translation>
    </message>
    <message>
        <source>Top movers</source>
        <translation>变化最大</translation>
    </message>
    <message>
        <source>Metered against billed</source>
        <translation>计量与账单对照</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Metered</source>
        <translation>计量</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>账单</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>产出</translation>
    </message>
    <message>
        <source>Effect by effect</source>
        <translation>逐项因素</translation>
    </message>
    <message>
        <source>Unusual days</source>
        <translation>异常日</translation>
    </message>
    <message>
        <source>Not in the figures</source>
        <translation>未计入数字</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>产出</translation>
    </message>
    <message>
        <source>Add an outcome</source>
        <translation>添加产出</translation>
    </message>
    <message>
        <source>Merged changes, tickets, hours, money saved: enter what the work brought, and see what one of it cost.</source>
        <translation>合并的改动、工单、小时、节省的金额：填写工作带来了什么，即可看到每一个的成本。</translation>
    </message>
    <message>
        <source>Corrections of closed periods</source>
        <translation>已结账期间的更正</translation>
    </message>
    <message>
        <source>Subscriptions and credit</source>
        <translation>订阅与额度</translation>
    </message>
    <message>
        <source>The period is not over yet.</source>
        <translation>期间尚未结束。</translation>
    </message>
    <message>
        <source>each part opens its records</source>
        <translation>点击任一部分可打开其记录</translation>
    </message>
    <message>
        <source>%1; each part opens its records</source>
        <comment>where the base is cut</comment>
        <translation>%1；点击任一部分可打开其记录</translation>
    </message>
    <message>
        <source>list and billed cost</source>
        <translation>标价与账单费用</translation>
    </message>
    <message>
        <source>%1 has not begun</source>
        <translation>%1 尚未开始</translation>
    </message>
    <message>
        <source>Nothing was used in %1</source>
        <translation>%1 没有用量</translation>
    </message>
    <message>
        <source>The nearest day with records is %1.</source>
        <translation>最近有记录的日子是 %1。</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>The ledger has no records at all.</source>
        <translation>账本里没有任何记录。</translation>
    </message>
    <message>
        <source>Open Overview</source>
        <translation>打开概览</translation>
    </message>
    <message>
        <source>Choose days…</source>
        <translation>选择日期…</translation>
    </message>
    <message>
        <source>%1 is zero: there is nothing behind it.</source>
        <translation>%1 为零：背后没有记录。</translation>
    </message>
    <message>
        <source>%1 is closed.</source>
        <comment>a period</comment>
        <translation>%1 已结账。</translation>
    </message>
    <message>
        <source>%1 is open again.</source>
        <comment>a period</comment>
        <translation>%1 已重新打开。</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>备注已保存。</translation>
    </message>
    <message>
        <source>It was removed.</source>
        <translation>已移除。</translation>
    </message>
    <message>
        <source>The outcome is kept.</source>
        <translation>产出已保存。</translation>
    </message>
    <message>
        <source>The day is annotated.</source>
        <translation>已标注这一天。</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>PDF report…</source>
        <translation>PDF 报告…</translation>
    </message>
    <message>
        <source>Web page, one file…</source>
        <translation>网页，单个文件…</translation>
    </message>
    <message>
        <source>CSV: day × model…</source>
        <translation>CSV：日 × 模型…</translation>
    </message>
    <message>
        <source>CSV: project × model…</source>
        <translation>CSV：项目 × 模型…</translation>
    </message>
    <message>
        <source>FOCUS 1.0 CSV…</source>
        <translation>FOCUS 1.0 CSV…</translation>
    </message>
    <message>
        <source>JSON, all figures…</source>
        <translation>JSON，全部数字…</translation>
    </message>
    <message>
        <source>Project A, B… for names</source>
        <translation>用“项目 A、B…”代替名称</translation>
    </message>
    <message>
        <source>In files and on paper projects get letters in place of their names.</source>
        <translation>在文件和打印件中，项目名称以字母代替。</translation>
    </message>
    <message>
        <source>Project </source>
        <extracomment>before a letter: &quot;Project A&quot;</extracomment>
        <translation>项目 </translation>
    </message>
    <message>
        <source>Save the review</source>
        <translation>保存回顾</translation>
    </message>
    <message>
        <source>The review was written to %1.</source>
        <comment>a file</comment>
        <translation>回顾已写入 %1。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewPrint</name>
    <message>
        <source>page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>打印预览</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewScheduler</name>
    <message>
        <source>The monthly review was not written</source>
        <translation>月度回顾未能写入</translation>
    </message>
    <message>
        <source>The monthly review was written</source>
        <translation>月度回顾已写入</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewText</name>
    <message>
        <source>Q%1 %2</source>
        <comment>a quarter and its year</comment>
        <translation>%2 年第 %1 季度</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>a year</comment>
        <translation>%1 年</translation>
    </message>
    <message>
        <source>%1 has not begun.</source>
        <comment>a period</comment>
        <translation>%1 尚未开始。</translation>
    </message>
    <message>
        <source>%1 lies before the first record.</source>
        <comment>a period</comment>
        <translation>%1 早于第一条记录。</translation>
    </message>
    <message>
        <source>at least %1</source>
        <comment>an amount</comment>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>%1 has cost %2 so far</source>
        <comment>a period, an amount</comment>
        <translation>%1 至今花费 %2</translation>
    </message>
    <message>
        <source>%1 cost %2</source>
        <comment>a period, an amount</comment>
        <translation>%1 花费 %2</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a clause that becomes a sentence</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1, as much as %2.</source>
        <comment>a clause, a period</comment>
        <translation>%1，与 %2 相同。</translation>
    </message>
    <message>
        <source>%1, which is %2 more than %3.</source>
        <comment>a clause, an amount, a period</comment>
        <translation>%1，比 %3 多 %2。</translation>
    </message>
    <message>
        <source>%1, which is %2 less than %3.</source>
        <comment>a clause, an amount, a period</comment>
        <translation>%1，比 %3 少 %2。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>an effect and its amount</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two effects</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Most of the rise: %1.</source>
        <translation>上升主要来自：%1。</translation>
    </message>
    <message>
        <source>Most of the fall: %1.</source>
        <translation>下降主要来自：%1。</translation>
    </message>
    <message>
        <source>Took back %2: %1.</source>
        <comment>%2 is an amount, %1 are effects</comment>
        <translation>抵消了 %2：%1。</translation>
    </message>
    <message>
        <source>Worked against it with %2: %1.</source>
        <comment>%2 is an amount, %1 are effects</comment>
        <translation>反方向作用 %2：%1。</translation>
    </message>
    <message>
        <source>The year before has no data.</source>
        <translation>上一年没有数据。</translation>
    </message>
    <message>
        <source>A year before it was %1.</source>
        <comment>an amount</comment>
        <translation>一年前为 %1。</translation>
    </message>
    <message>
        <source>A million tokens cost %1 (%2)</source>
        <comment>an amount and its change</comment>
        <translation>每百万 token 花费 %1（%2）</translation>
    </message>
    <message>
        <source>a session took %1 tokens (%2) and cost %3 (%4)</source>
        <comment>tokens and change, amount and change</comment>
        <translation>每个会话用 %1 token（%2），花费 %3（%4）</translation>
    </message>
    <message>
        <source>%1; %2.</source>
        <comment>two clauses</comment>
        <translation>%1；%2。</translation>
    </message>
    <message>
        <source>Cheaper tokens, but more of them for each session.</source>
        <translation>token 更便宜，但每个会话用得更多。</translation>
    </message>
    <message numerus="yes">
        <source>The period is not over: its first %n day(s) are compared with as many of the one before.</source>
        <translation>
            <numerusform>期间尚未结束：前 %n 天与之前期间的同样天数比较。</numerusform>
        </translation>
    </message>
    <message>
        <source>The first record lies inside this period: the days before it are not known.</source>
        <translation>第一条记录在这段时间之内：此前的日子未知。</translation>
    </message>
    <message>
        <source>The first record lies inside the period before, so a part of the rise is only that more is known.</source>
        <translation>第一条记录在前一期间之内，因此部分上升只是因为已知的更多。</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) have no price here and are in no amount.</source>
        <translation>
            <numerusform>%n 个请求没有价格，未计入任何金额。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stands apart: there is no exchange rate to %2 on every day.</source>
        <comment>an amount, a currency</comment>
        <translation>%1 单独列出：并非每天都有到 %2 的汇率。</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) were excluded by you and are in no figure.</source>
        <translation>
            <numerusform>你排除了 %n 个请求，未计入任何数字。</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求数</translation>
    </message>
    <message>
        <source>Model mix</source>
        <translation>模型组合</translation>
    </message>
    <message>
        <source>Tokens per request</source>
        <translation>每次请求的 token</translation>
    </message>
    <message>
        <source>Length of answers</source>
        <translation>回答长度</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Speed tier</source>
        <translation>速度档位</translation>
    </message>
    <message>
        <source>Long context</source>
        <translation>长上下文</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>New projects</source>
        <translation>新项目</translation>
    </message>
    <message>
        <source>Gone projects</source>
        <translation>消失的项目</translation>
    </message>
    <message>
        <source>Not comparable</source>
        <translation>不可比</translation>
    </message>
    <message>
        <source>More or fewer requests, at the mix, size and price that they had.</source>
        <translation>请求更多或更少，组合、大小和价格不变。</translation>
    </message>
    <message>
        <source>The same work done by dearer or cheaper models, new ones among them.</source>
        <translation>同样的工作由更贵或更便宜的模型完成，包括新模型。</translation>
    </message>
    <message>
        <source>More or fewer tokens in a request: longer conversations, larger files.</source>
        <translation>每个请求的 token 更多或更少：更长的对话，更大的文件。</translation>
    </message>
    <message>
        <source>Answers that are a larger or smaller part of the tokens; they cost most.</source>
        <translation>回答占 token 的比例更大或更小；回答最贵。</translation>
    </message>
    <message>
        <source>What of a prompt came from the cache, was written to it, or was paid in full.</source>
        <translation>提示词中来自缓存、写入缓存或全价付费的部分。</translation>
    </message>
    <message>
        <source>Prices that changed on a day, each at the usage it met.</source>
        <translation>某一天变化的价格，按其遇到的用量计。</translation>
    </message>
    <message>
        <source>Batch, flex, priority, fast mode and regions, against the standard price.</source>
        <translation>批量、弹性、优先、快速模式和地区，与标准价格相比。</translation>
    </message>
    <message>
        <source>Prompts above a size from which the price steps up, and other conditions of a price.</source>
        <translation>超过涨价门槛的提示词，以及价格的其他条件。</translation>
    </message>
    <message>
        <source>The same amounts, converted at other exchange rates.</source>
        <translation>同样的金额，按不同汇率换算。</translation>
    </message>
    <message>
        <source>All cost of projects that had no request in the period before.</source>
        <translation>前一期间没有请求的项目的全部费用。</translation>
    </message>
    <message>
        <source>All cost of projects that have no request any more.</source>
        <translation>不再有请求的项目的全部费用。</translation>
    </message>
    <message>
        <source>Models that had requests without a price in one of the periods: not like for like.</source>
        <translation>某一期间有无价格请求的模型：不可比。</translation>
    </message>
    <message>
        <source>Small effects</source>
        <translation>小因素</translation>
    </message>
    <message>
        <source>What is less than half a per cent each, together; the table has them one by one.</source>
        <translation>每项不到百分之零点五的合计；表中逐项列出。</translation>
    </message>
    <message>
        <source>up and down together %1</source>
        <comment>an amount</comment>
        <translation>涨跌合计 %1</translation>
    </message>
    <message>
        <source>Web searches</source>
        <translation>网页搜索</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Audio output</source>
        <translation>音频输出</translation>
    </message>
    <message>
        <source>Image output</source>
        <translation>图像输出</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write, 5 min</source>
        <translation>缓存写入，5 分钟</translation>
    </message>
    <message>
        <source>Cache write, 1 h</source>
        <translation>缓存写入，1 小时</translation>
    </message>
    <message>
        <source>Audio input</source>
        <translation>音频输入</translation>
    </message>
    <message>
        <source>Cached audio</source>
        <translation>缓存的音频</translation>
    </message>
    <message>
        <source>Image input</source>
        <translation>图像输入</translation>
    </message>
    <message>
        <source>Bill not in yet</source>
        <translation>账单未到</translation>
    </message>
    <message>
        <source>Days missing</source>
        <translation>缺少日期</translation>
    </message>
    <message>
        <source>Total compared</source>
        <translation>仅比较总额</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>完全一致</translation>
    </message>
    <message>
        <source>Unexplained</source>
        <translation>未解释</translation>
    </message>
    <message>
        <source>Within %1 %</source>
        <translation>误差 %1 % 以内</translation>
    </message>
    <message>
        <source>%1 over</source>
        <comment>an amount</comment>
        <translation>超出 %1</translation>
    </message>
    <message>
        <source>%1 under</source>
        <comment>an amount</comment>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <comment>an amount that is under</comment>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>the same answer, told by the provider&apos;s own id</source>
        <translation>同一个回答，由服务商自己的 id 认出</translation>
    </message>
    <message>
        <source>an answer that a side question repeated</source>
        <translation>旁支提问重复的回答</translation>
    </message>
    <message>
        <source>a line without a request id, told by message and prompt</source>
        <translation>没有请求 id 的一行，由消息和提示词认出</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>没有发现</translation>
    </message>
    <message>
        <source>%1, counted once</source>
        <comment>copies</comment>
        <translation>%1，只计一次</translation>
    </message>
    <message numerus="yes">
        <source>%n copies</source>
        <translation>
            <numerusform>%n 份副本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, fee for these days</source>
        <comment>a plan</comment>
        <translation>%1，这些天的费用</translation>
    </message>
    <message>
        <source>%1, credit that expired unused</source>
        <comment>a plan</comment>
        <translation>%1，未用完而过期的额度</translation>
    </message>
    <message>
        <source>between %1</source>
        <comment>a band of amounts</comment>
        <translation>介于 %1</translation>
    </message>
    <message>
        <source>band %1 held</source>
        <comment>a band of amounts</comment>
        <translation>在区间 %1 之内</translation>
    </message>
    <message>
        <source>band %1 missed</source>
        <comment>a band of amounts</comment>
        <translation>在区间 %1 之外</translation>
    </message>
    <message>
        <source>merged changes</source>
        <translation>合并的改动</translation>
    </message>
    <message>
        <source>tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>money saved</source>
        <translation>节省的金额</translation>
    </message>
    <message>
        <source>late records</source>
        <translation>迟到的记录</translation>
    </message>
    <message>
        <source>price changed</source>
        <translation>价格变动</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>included again</source>
        <translation>重新计入</translation>
    </message>
    <message>
        <source>other project</source>
        <translation>其他项目</translation>
    </message>
    <message>
        <source>other source counted</source>
        <translation>改计其他来源</translation>
    </message>
    <message>
        <source>records changed</source>
        <translation>记录变动</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>no project</source>
        <translation>没有项目</translation>
    </message>
    <message>
        <source>%1: %2 in %3</source>
        <comment>a cause, a model, a project</comment>
        <translation>%1：%3 中的 %2</translation>
    </message>
    <message>
        <source>%1, before %2</source>
        <comment>a change and what it was before</comment>
        <translation>%1，之前为 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a change and a number of requests</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>The provider&apos;s month %2 of %1 is not over.</source>
        <translation>%1 的服务商月份 %2 尚未结束。</translation>
    </message>
    <message>
        <source>There is no bill of %1 for %2.</source>
        <translation>%1 没有 %2 的账单。</translation>
    </message>
    <message>
        <source>The bill of %1 does not reach to the end of %2.</source>
        <translation>%1 的账单没有覆盖到 %2 的月底。</translation>
    </message>
    <message>
        <source>The bill of %1 for %2 has charges without an amount or a currency.</source>
        <translation>%1 在 %2 的账单有缺少金额或货币的条目。</translation>
    </message>
    <message>
        <source>Nobody said who pays for a log format that counts for %1 in %2.</source>
        <translation>在 %2 计入 %1 的某种日志格式，还没有指定付款方。</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>per cent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Of the bill of %1 for %2, %3 is not explained.</source>
        <translation>%1 在 %2 的账单有 %3 未解释。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewTexts</name>
    <message>
        <source>Project </source>
        <extracomment>before a letter: &quot;Project A&quot;</extracomment>
        <translation>项目 </translation>
    </message>
    <message>
        <source>The review was written to %1.</source>
        <comment>a file</comment>
        <translation>回顾已写入 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) have no price and no cost in the file. Set a price: tokenmeter prices set</source>
        <translation>
            <numerusform>%n 次请求没有价格，文件中也没有花费。设置价格：tokenmeter prices set</numerusform>
        </translation>
    </message>
    <message>
        <source>No folder is set for monthly reviews. Choose one in Settings, Notifications.</source>
        <translation>没有为月度回顾设置文件夹。请在“设置”的“通知”中选择。</translation>
    </message>
    <message>
        <source>What to write is told by the end of the name: .pdf, .html, .csv, .projects.csv, .focus.csv or .json.</source>
        <translation>写什么由文件名结尾决定：.pdf、.html、.csv、.projects.csv、.focus.csv 或 .json。</translation>
    </message>
    <message>
        <source>%1 exists already. Choose another name, or add --force to replace it.</source>
        <translation>%1 已存在。换一个名字，或加 --force 替换它。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewView</name>
    <message>
        <source>no project</source>
        <translation>没有项目</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Against budget</source>
        <translation>与预算相比</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>an amount</comment>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>no budget of these days</source>
        <translation>这些天没有预算</translation>
    </message>
    <message>
        <source>A request</source>
        <translation>每次请求</translation>
    </message>
    <message>
        <source>Cache hit share</source>
        <translation>缓存命中率</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>too little was known</source>
        <translation>当时已知太少</translation>
    </message>
    <message>
        <source>Forecast on %1</source>
        <comment>a day</comment>
        <translation>%1 的预测</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>已对账</translation>
    </message>
    <message>
        <source>no billing account</source>
        <translation>没有账单账户</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>all within 0.5 %</source>
        <translation>误差均在 0.5 % 以内</translation>
    </message>
    <message>
        <source>see below</source>
        <translation>见下方</translation>
    </message>
    <message>
        <source>Why it changed</source>
        <translation>为何变化</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a meaning and its figure</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Show records</source>
        <translation>显示记录</translation>
    </message>
    <message>
        <source>%1: what it is made of</source>
        <comment>an effect</comment>
        <translation>%1：由什么组成</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>因素</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Of models used for the first time: %1; of models no longer used: %2.</source>
        <translation>首次使用的模型：%1；不再使用的模型：%2。</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <comment>two amounts</comment>
        <translation>从 %2 到 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>an account, a month</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Unexplained: %1</source>
        <translation>未解释：%1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a cause and its amount</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two causes</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 was to be expected. Mostly %2; in %3.</source>
        <comment>an amount, models, projects</comment>
        <translation>预期为 %1。主要是 %2；在 %3。</translation>
    </message>
    <message>
        <source>Open Plans</source>
        <translation>打开计划</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>%1 tokens in %2 are in no amount.</source>
        <comment>tokens, requests</comment>
        <translation>%2中的 %1 token 未计入任何金额。</translation>
    </message>
    <message>
        <source>Set a price</source>
        <translation>设定价格</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Merged into %1 records: %2. Each counts once.</source>
        <comment>a number, a rule</comment>
        <translation>合并为 %1 条记录：%2。每条只计一次。</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>已排除</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) that you took out of all totals.</source>
        <translation>
            <numerusform>你从所有总计中去掉的 %n 个请求。</numerusform>
        </translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求数</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>%1 by day and model</source>
        <comment>a period</comment>
        <translation>%1，按日和模型</translation>
    </message>
    <message>
        <source>%1 by project and model</source>
        <comment>a period</comment>
        <translation>%1，按项目和模型</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ScheduleSettings</name>
    <message>
        <source>Do not write</source>
        <translation>不写入</translation>
    </message>
    <message>
        <source>As PDF</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>As a web page</source>
        <translation>网页文件</translation>
    </message>
    <message>
        <source>Monthly review</source>
        <translation>月度回顾</translation>
    </message>
    <message>
        <source>When a month is over, what it cost and why is written into a folder, once.</source>
        <translation>每月结束后，把花费及原因写入文件夹，只写一次。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Folder of monthly reviews</source>
        <translation>月度回顾的文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>None is chosen.</source>
        <translation>尚未选择。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Show records</source>
        <translation>查看记录</translation>
    </message>
    <message>
        <source>Only this session</source>
        <translation>仅此会话</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Answers by model</source>
        <translation>各模型的回答</translation>
    </message>
    <message>
        <source>Choose a session to see its turns.</source>
        <translation>选择一个会话，查看其各轮。</translation>
    </message>
    <message>
        <source>No session</source>
        <translation>无会话</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SessionsView</name>
    <message>
        <source>No session</source>
        <translation>无会话</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>无项目</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 和另外 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sessions</source>
        <translation>
            <numerusform>%Ln 个会话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln models</source>
        <translation>
            <numerusform>%Ln 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln requests without a price</source>
        <translation>
            <numerusform>%Ln 次请求没有价格</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 without an exchange rate</source>
        <translation>%1 没有汇率</translation>
    </message>
    <message>
        <source>No sessions in %1.</source>
        <translation>%1 没有会话。</translation>
    </message>
    <message>
        <source>The nearest usage is on %1.</source>
        <translation>最近的用量在 %1。</translation>
    </message>
    <message>
        <source>Change the period or the filter.</source>
        <translation>请更换时段或筛选条件。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln turns</source>
        <translation>
            <numerusform>%Ln 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 tokens a turn</source>
        <translation>每轮 %1 Token</translation>
    </message>
    <message>
        <source>%1 of the prompts from the cache</source>
        <translation>提示词的 %1 来自缓存</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Main conversation</source>
        <translation>主对话</translation>
    </message>
    <message>
        <source>Side questions</source>
        <translation>旁支提问</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>list cost</source>
        <translation>按标价</translation>
    </message>
    <message>
        <source>prompt of %1</source>
        <translation>提示词 %1</translation>
    </message>
    <message>
        <source>Cost, several turns a bar</source>
        <translation>花费，每柱含多轮</translation>
    </message>
    <message>
        <source>Cost per turn</source>
        <translation>每轮花费</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>最高 %1</translation>
    </message>
    <message>
        <source>Context, tokens sent</source>
        <translation>上下文，发送的 Token</translation>
    </message>
    <message>
        <source>Most expensive turns</source>
        <translation>花费最高的轮次</translation>
    </message>
    <message>
        <source>No model name</source>
        <translation>无模型名称</translation>
    </message>
    <message>
        <source>%1 sent, %2 answered</source>
        <translation>发送 %1，回答 %2</translation>
    </message>
    <message>
        <source>%1 of the cost</source>
        <translation>占花费的 %1</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Per turn</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Tokens a turn</source>
        <translation>每轮 Token 数</translation>
    </message>
    <message>
        <source>Sub-agents with a name</source>
        <translation>有名称的子代理</translation>
    </message>
    <message>
        <source>Cost over time</source>
        <translation>花费走势</translation>
    </message>
    <message>
        <source>From the first turn to the last one in view</source>
        <translation>从第一轮到所示的最后一轮</translation>
    </message>
    <message>
        <source>Cache hit</source>
        <translation>缓存命中率</translation>
    </message>
    <message>
        <source>Part of the prompts that came from the cache</source>
        <translation>提示词中来自缓存的部分</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message numerus="yes">
        <source>Other (%Ln)</source>
        <translation>
            <numerusform>其他（%Ln）</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the answers whose end is known</source>
        <translation>占结束方式已知的回答的比例</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Per session</source>
        <translation>每会话</translation>
    </message>
    <message>
        <source>Calls a session</source>
        <translation>每会话调用次数</translation>
    </message>
    <message>
        <source>Median answer</source>
        <translation>回答中位数</translation>
    </message>
    <message>
        <source>Output tokens of the answer in the middle</source>
        <translation>居中的一次回答的输出 Token 数</translation>
    </message>
    <message>
        <source>Mean answer</source>
        <translation>回答均值</translation>
    </message>
    <message>
        <source>Output tokens an answer</source>
        <translation>每次回答的平均输出 Token 数</translation>
    </message>
    <message>
        <source>Tool use</source>
        <translation>工具调用</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Ended at the limit of its length. %1</source>
        <translation>达到长度上限而结束。%1</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Failed or aborted. %1</source>
        <translation>失败或中止。%1</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Answers whose log does not say how they ended</source>
        <translation>日志未注明结束方式的回答</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SettingsDialog</name>
    <message>
        <source>System (%1)</source>
        <translation>跟随系统（%1）</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>设置分组</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Money and time</source>
        <translation>货币与时间</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Amounts in other currencies are converted where a dated rate is known, else shown beside it.</source>
        <translation>其他货币的金额在有带日期的汇率时换算，否则并列显示。</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Days, weeks and months are cut in it. Type a part of a name to search.</source>
        <translation>日、周、月按此时区划分。输入名称的一部分即可搜索。</translation>
    </message>
    <message>
        <source>As the language has it</source>
        <translation>跟随语言</translation>
    </message>
    <message>
        <source>First day of the week</source>
        <translation>每周的第一天</translation>
    </message>
    <message>
        <source>First day of the billing month</source>
        <translation>账单月的第一天</translation>
    </message>
    <message>
        <source>Months, quarters and years begin on this day.</source>
        <translation>月、季度和年从这一天开始。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Open another ledger…</source>
        <translation>打开另一个账本…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Use the default place</source>
        <translation>使用默认位置</translation>
    </message>
    <message>
        <source>The ledger is at the default place.</source>
        <translation>账本已在默认位置。</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>价目表</translation>
    </message>
    <message>
        <source>Part of the program. Usage is priced by the row that was in force when it happened; a model without a price is counted and listed, never guessed.</source>
        <translation>随程序提供。用量按发生时有效的价格计价；没有价格的模型会计数并列出，从不猜测。</translation>
    </message>
    <message>
        <source>Open another ledger</source>
        <translation>打开另一个账本</translation>
    </message>
    <message>
        <source>Ledgers (*.db);;All files (*)</source>
        <translation>账本 (*.db);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Exchange rates</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Who publishes them. Only the names of currencies are sent. Rates of your own go first.</source>
        <translation>汇率的公布者。只会发送货币名称。你自己设定的汇率优先。</translation>
    </message>
    <message>
        <source>Fetch every working day</source>
        <translation>每个工作日获取</translation>
    </message>
    <message>
        <source>While the window or the tray icon is there. Off: only when you ask.</source>
        <translation>在窗口或托盘图标运行期间。关闭后只在你要求时获取。</translation>
    </message>
    <message>
        <source>Newest rate</source>
        <translation>最新汇率</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>正在获取…</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>立即获取</translation>
    </message>
    <message>
        <source>%1, published by %2.</source>
        <translation>%1，由 %2 公布。</translation>
    </message>
    <message>
        <source>None was fetched yet.</source>
        <translation>还没有获取过。</translation>
    </message>
    <message>
        <source>Nobody is asked from the demo.</source>
        <translation>演示数据不会向任何人查询。</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>tokenmeter::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SidebarBudget</name>
    <message>
        <source>Set a budget</source>
        <translation>设定预算</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourceCard</name>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Show records</source>
        <translation>查看记录</translation>
    </message>
    <message>
        <source>Merged copies…</source>
        <translation>合并的副本…</translation>
    </message>
    <message>
        <source>Problems…</source>
        <translation>问题…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Forget %1…</source>
        <translation>忘记 %1…</translation>
    </message>
    <message>
        <source>Input leaves cached tokens out</source>
        <translation>输入不含缓存的 Token</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourceDuplicatesDialog</name>
    <message>
        <source>Merged copies: %1</source>
        <comment>a source</comment>
        <translation>合并的副本：%1</translation>
    </message>
    <message>
        <source>%1: open</source>
        <comment>a place in a file</comment>
        <translation>%1：打开</translation>
    </message>
    <message>
        <source>Nothing was merged</source>
        <translation>没有合并任何副本</translation>
    </message>
    <message>
        <source>No record of this source stands in another place, too.</source>
        <translation>这个来源的记录都没有出现在其他位置。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>%1: show more</source>
        <comment>what was merged by a rule</comment>
        <translation>%1：显示更多</translation>
    </message>
    <message>
        <source>%1 of %2 are shown.</source>
        <comment>groups of copies</comment>
        <translation>显示 %2 个中的 %1 个。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourceForgetDialog</name>
    <message>
        <source>Forget source</source>
        <translation>忘记来源</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>忘记 %1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourceText</name>
    <message>
        <source>API responses (JSON lines)</source>
        <translation>API 响应（JSON 行）</translation>
    </message>
    <message>
        <source>Amazon Bedrock invocation log</source>
        <translation>Amazon Bedrock 调用日志</translation>
    </message>
    <message>
        <source>Anthropic Console cost</source>
        <translation>Anthropic Console 花费</translation>
    </message>
    <message>
        <source>Anthropic Console usage</source>
        <translation>Anthropic Console 用量</translation>
    </message>
    <message>
        <source>Azure cost export</source>
        <translation>Azure 花费导出</translation>
    </message>
    <message>
        <source>Cursor usage export</source>
        <translation>Cursor 用量导出</translation>
    </message>
    <message>
        <source>DeepSeek cost export</source>
        <translation>DeepSeek 花费导出</translation>
    </message>
    <message>
        <source>DeepSeek usage export</source>
        <translation>DeepSeek 用量导出</translation>
    </message>
    <message>
        <source>FOCUS cost export</source>
        <translation>FOCUS 花费导出</translation>
    </message>
    <message>
        <source>GitHub Copilot sessions</source>
        <translation>GitHub Copilot 会话</translation>
    </message>
    <message>
        <source>GitHub Copilot telemetry</source>
        <translation>GitHub Copilot 遥测</translation>
    </message>
    <message>
        <source>LiteLLM proxy</source>
        <translation>LiteLLM 代理</translation>
    </message>
    <message>
        <source>OpenAI cost export</source>
        <translation>OpenAI 花费导出</translation>
    </message>
    <message>
        <source>OpenAI usage export</source>
        <translation>OpenAI 用量导出</translation>
    </message>
    <message>
        <source>OpenRouter activity by day</source>
        <translation>OpenRouter 每日活动</translation>
    </message>
    <message>
        <source>OpenRouter generations</source>
        <translation>OpenRouter 生成记录</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourceTexts</name>
    <message>
        <source>No usage logs were found on this computer. The tools that are looked for: %1.</source>
        <translation>在此计算机上未找到用量日志。会查找以下工具：%1。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourcesOutputTexts</name>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>forgotten with records</source>
        <translation>已遗忘（连同记录）</translation>
    </message>
    <message>
        <source>forgotten</source>
        <translation>已遗忘</translation>
    </message>
    <message>
        <source>a log of requests</source>
        <translation>逐条请求的日志</translation>
    </message>
    <message>
        <source>a console&apos;s export</source>
        <translation>控制台导出</translation>
    </message>
    <message>
        <source>a gateway&apos;s sums</source>
        <translation>网关汇总</translation>
    </message>
    <message>
        <source>another tracker&apos;s days</source>
        <translation>其他统计工具的每日汇总</translation>
    </message>
    <message>
        <source>A side question that repeats its parent&apos;s answer</source>
        <translation>重复其上级回答的旁支提问</translation>
    </message>
    <message>
        <source>A line without a request id, told by message and prompt</source>
        <translation>没有请求编号的行，按消息和提示判断</translation>
    </message>
    <message>
        <source>The provider&apos;s own id of the answer</source>
        <translation>服务商给出的回答编号</translation>
    </message>
    <message>
        <source>Nothing was read yet. See: tokenmeter import</source>
        <translation>尚未读取任何内容。请参阅：tokenmeter import</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>未计入</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>末日</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>上次读取</translation>
    </message>
    <message>
        <source>%1 is paused: no import looks at it. What was read of it counts.</source>
        <translation>%1 已暂停：导入时不再查看它。已读取的内容照常计入。</translation>
    </message>
    <message>
        <source>%1 is read again.</source>
        <translation>%1 重新开始读取。</translation>
    </message>
    <message>
        <source>%1 is forgotten. Importing its path takes it back.</source>
        <translation>%1 已遗忘。导入其路径即可恢复。</translation>
    </message>
    <message>
        <source>%1 records no longer count; %2 stand in another source, too, and count on.</source>
        <translation>%1 条记录不再计入；%2 条也存在于其他来源，仍然计入。</translation>
    </message>
    <message>
        <source>%1 records count again.</source>
        <translation>%1 条记录重新计入。</translation>
    </message>
    <message>
        <source>To take it back: tokenmeter undo</source>
        <translation>撤销：tokenmeter undo</translation>
    </message>
    <message>
        <source>No record of this source stands in another place.</source>
        <translation>此来源没有记录出现在其他位置。</translation>
    </message>
    <message>
        <source>unknown provider</source>
        <translation>未知服务商</translation>
    </message>
    <message>
        <source>the usual choice</source>
        <translation>默认选择</translation>
    </message>
    <message>
        <source>as you decided</source>
        <translation>按你的决定</translation>
    </message>
    <message>
        <source>Both count (%1).</source>
        <translation>两者都计入（%1）。</translation>
    </message>
    <message>
        <source>No two sources tell of the same usage.</source>
        <translation>没有两个来源记录了同一用量。</translation>
    </message>
    <message>
        <source>To decide otherwise: tokenmeter sources prefer NUMBER OTHER, or with --both when they are different accounts.</source>
        <translation>如需另行决定：tokenmeter sources prefer 编号 另一编号；若是不同账户，请加 --both。</translation>
    </message>
    <message>
        <source>What providers bill stands on a basis of its own and is never added to this.</source>
        <translation>服务商的账单属于另一口径，绝不与此相加。</translation>
    </message>
    <message>
        <source>They would have added %1 tokens.</source>
        <translation>它们本会增加 %1 个 Token。</translation>
    </message>
    <message>
        <source>At list prices: %1.</source>
        <translation>按目录价：%1。</translation>
    </message>
    <message>
        <source>Without a price: %1 tokens.</source>
        <translation>无价格：%1 个 Token。</translation>
    </message>
    <message>
        <source>Another record of the tool, such as a session&apos;s sum, for the same call</source>
        <translation>该工具对同一次调用的另一条记录，例如会话合计</translation>
    </message>
    <message>
        <source>The same answer, noted before it was finished</source>
        <translation>同一回答，在完成之前记录</translation>
    </message>
    <message>
        <source>What %1 of them would have added was not noted; where their files are still there, this tells it: tokenmeter sources rescan %2</source>
        <translation>其中 %1 行本会增加多少没有记录；只要文件还在，可用此命令得知：tokenmeter sources rescan %2</translation>
    </message>
    <message>
        <source>a gateway&apos;s log of requests</source>
        <translation>网关的请求日志</translation>
    </message>
    <message>
        <source>Billed lines</source>
        <translation>账单行数</translation>
    </message>
    <message>
        <source>On days on which not all requests stand in both, both count until you decide.</source>
        <translation>若某天并非所有请求两边都有，则在你决定之前两者都计入。</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>第 %1 字节</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a file, a place in it</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Without this rule at most %1 tokens would count in place of %2.</source>
        <translation>没有这条规则，最多会计入 %1 个 Token，而不是 %2。</translation>
    </message>
    <message>
        <source>%1 of %2 are listed; more with --limit N, all with --all.</source>
        <translation>列出 %2 个中的 %1 个；用 --limit N 查看更多，用 --all 查看全部。</translation>
    </message>
    <message>
        <source>No. %1: a session&apos;s sum stands on the day it began.</source>
        <translation>第 %1 号：会话的合计记在会话开始的那一天。</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个 Token</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <comment>places in a file</comment>
        <translation>从%1到%2</translation>
    </message>
    <message>
        <source>not counted: %1 of %2, at most %3 tokens.</source>
        <comment>copies, records</comment>
        <translation>未计入：%2 的 %1，最多 %3 个 Token。</translation>
    </message>
    <message>
        <source>Nothing of this source was merged by this rule.</source>
        <translation>这条规则没有合并这个来源的任何内容。</translation>
    </message>
    <message>
        <source>A sum of requests that a restored checkpoint took out of the task</source>
        <translation>恢复检查点时从任务中移除的请求的合计</translation>
    </message>
    <message>
        <source>To take a decision away: tokenmeter sources prefer NUMBER OTHER --usual.</source>
        <translation>取消决定：tokenmeter sources prefer NUMBER OTHER --usual。</translation>
    </message>
    <message>
        <source>No. %1: as you said, its input leaves cached tokens out.</source>
        <translation>第 %1 号：按你的说明，其输入不含缓存的 Token。</translation>
    </message>
    <message>
        <source>No. %1: as you said, its input holds the cached tokens.</source>
        <translation>第 %1 号：按你的说明，其输入包含缓存的 Token。</translation>
    </message>
    <message numerus="yes">
        <source>No. %1: it was paused on %2, and its tool deletes logs after %n day(s). What it wrote from then to %3 may be lost.</source>
        <translation>
            <numerusform>第 %1 号：于 %2 暂停，而该工具会在 %n 天后删除日志。它从那时到 %3 写入的内容可能已经丢失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No. %1: its tool deletes logs after %n day(s), also while this is paused.</source>
        <translation>
            <numerusform>第 %1 号：该工具会在 %n 天后删除日志，暂停期间也是如此。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged into others of the same file: %Ln line(s).</source>
        <translation>
            <numerusform>已并入同一文件中的其他行：%Ln 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copy(ies)</source>
        <translation>
            <numerusform>%Ln 个副本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: on %Ln day(s) from %2 to %3</source>
        <translation>
            <numerusform>%1：%2 至 %3 之间共 %Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>On days and models that no. %1 has at all, what only no. %2 has is left out, too.</source>
        <translation>只要 %1 号在某天有某个模型的任何用量，该天该模型只有 %2 号记载的用量也会被略去。</translation>
    </message>
    <message>
        <source>%1: on %2</source>
        <comment>provider, day</comment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>No. %1 counts (%2). Left out of no. %3 on these days: %Ln record(s), %4 tokens.</source>
        <translation>
            <numerusform>编号 %1 计入（%2）。编号 %3 在这些日子未计入：%Ln 条记录，%4 个 Token。</numerusform>
        </translation>
    </message>
    <message>
        <source>paused with its folder</source>
        <translation>已随其文件夹暂停</translation>
    </message>
    <message>
        <source>Records with copies</source>
        <translation>有副本的记录</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Tokens in them</source>
        <translation>其中的 Token</translation>
    </message>
    <message>
        <source>Merged lines of one file</source>
        <translation>同一文件中合并的行</translation>
    </message>
    <message>
        <source>Which they are: tokenmeter sources duplicates NUMBER</source>
        <translation>查看具体是哪些：tokenmeter sources duplicates 编号</translation>
    </message>
    <message numerus="yes">
        <source>Where one has at least as much of every class of a day and model as the other, it alone counts (%1). Left out: %Ln record(s), %2 tokens.</source>
        <translation>
            <numerusform>如果某一天某个模型的每一类 Token 都不少于另一方，则只计这一方（%1）。未计入：%Ln 条记录，%2 个 Token。</numerusform>
        </translation>
    </message>
    <message>
        <source>Where neither has, they are taken for two computers&apos; usage, and both count until you decide.</source>
        <translation>如果双方都不是如此，则视为两台电脑的用量，在你决定之前两者都计入。</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more pair(s) in which nothing is left out, since a third source counts. To see them: tokenmeter sources overlaps --all</source>
        <translation>
            <numerusform>另有 %Ln 对来源没有未计入的记录，因为计入的是第三个来源。查看它们：tokenmeter sources overlaps --all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourcesPage</name>
    <message>
        <source>Sources that cover the same spend</source>
        <translation>覆盖同一笔花费的来源</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>添加账户…</translation>
    </message>
    <message>
        <source>Add source…</source>
        <translation>添加来源…</translation>
    </message>
    <message>
        <source>The sources could not be read</source>
        <translation>无法读取来源</translation>
    </message>
    <message>
        <source>In the demo nothing is asked of anybody.</source>
        <translation>演示中不会发出任何请求。</translation>
    </message>
    <message>
        <source>Drop a log, an export or a folder here</source>
        <translation>把日志、导出文件或文件夹拖到这里</translation>
    </message>
    <message>
        <source>JSONL, JSON, CSV, SQLite, .gz, .zst, .zip. A CSV that no format knows opens the mapping assistant.</source>
        <translation>JSONL, JSON, CSV, SQLite, .gz, .zst, .zip。格式未知的 CSV 会打开映射助手。</translation>
    </message>
    <message>
        <source>No source yet</source>
        <translation>还没有来源</translation>
    </message>
    <message>
        <source>A source is the folder of a tool, or a file that you named. Its logs are read and never changed, and nothing leaves this computer.</source>
        <translation>来源是某个工具的文件夹，或你指定的文件。日志只读取、从不更改，数据不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Reading %1 was stopped; the next look goes on from there.</source>
        <translation>已停止读取 %1，下次会从这里继续。</translation>
    </message>
    <message numerus="yes">
        <source>%1 was read again: %Ln new record(s).</source>
        <translation>
            <numerusform>已重新读取 %1：新增 %Ln 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was read again: nothing new.</source>
        <translation>已重新读取 %1：没有新内容。</translation>
    </message>
    <message>
        <source>On the page Sources</source>
        <translation>在“来源”页面</translation>
    </message>
    <message>
        <source>%1 is paused: nothing new is read until you let it go on.</source>
        <translation>%1 已暂停：在你让它继续之前不读取新内容。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is forgotten, with %Ln record(s).</source>
        <translation>
            <numerusform>已忘记 %1，包括 %Ln 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is forgotten; its records stay.</source>
        <translation>已忘记 %1，其记录保留。</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <translation>%1 已继续。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is back, with %Ln record(s).</source>
        <translation>
            <numerusform>已恢复 %1，包括 %Ln 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation>已恢复 %1。</translation>
    </message>
    <message>
        <source>Problems of %1</source>
        <translation>%1 的问题</translation>
    </message>
    <message>
        <source>Both count now.</source>
        <translation>现在两者都计入。</translation>
    </message>
    <message>
        <source>%1 counts now.</source>
        <translation>现在以 %1 为准。</translation>
    </message>
    <message>
        <source>Found on this computer and not read</source>
        <translation>在这台电脑上发现但尚未读取</translation>
    </message>
    <message>
        <source>%1 is not read. It stays under “Add source…”.</source>
        <translation>不读取 %1。它仍可在“添加来源…”中找到。</translation>
    </message>
    <message>
        <source>%1, found in %2</source>
        <comment>a tool, its folder</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) of %1 could not be read: see its problems.</source>
        <translation>
            <numerusform>%1 有 %Ln 个文件无法读取：请查看它的问题。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The others gave %Ln new record(s).</source>
        <translation>
            <numerusform>其他文件带来 %Ln 条新记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>What is recognised as the same counts once now.</source>
        <translation>现在识别为相同的只计一次。</translation>
    </message>
    <message>
        <source>%1 is read again with that; records whose file is gone keep the old reading.</source>
        <translation>%1 正按此重新读取；文件已不在的记录保持原来的读法。</translation>
    </message>
    <message>
        <source>Nothing of %1 was read: its file is gone, or was read with another mapping since. To read it with this one, add the file again.</source>
        <translation>没有从%1读取任何内容：它的文件已不在，或者后来用另一个映射读取过。若要用这个映射读取，请重新添加该文件。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourcesTexts</name>
    <message>
        <source>There is no source number %1. The numbers are in: tokenmeter sources</source>
        <translation>没有编号为 %1 的来源。编号见：tokenmeter sources</translation>
    </message>
    <message>
        <source>Several sources lie at %1. Give the number of one from: tokenmeter sources</source>
        <translation>%1 处有多个来源。请给出其中一个的编号，见：tokenmeter sources</translation>
    </message>
    <message>
        <source>Nothing was read from %1. What was read is in: tokenmeter sources</source>
        <translation>没有从 %1 读取过内容。已读取的来源见：tokenmeter sources</translation>
    </message>
    <message>
        <source>That is so already. Nothing was changed.</source>
        <translation>已是如此。未作更改。</translation>
    </message>
    <message>
        <source>This source is not read now. Resume it first: tokenmeter sources resume %1</source>
        <translation>此来源目前不读取。请先恢复：tokenmeter sources resume %1</translation>
    </message>
    <message>
        <source>These two do not tell of the same usage. What overlaps is in: tokenmeter sources overlaps</source>
        <translation>这两个来源没有记录同一用量。重叠情况见：tokenmeter sources overlaps</translation>
    </message>
    <message>
        <source>%1 records count now and did not, or no longer count. To take it back: tokenmeter undo</source>
        <translation>%1 条记录的计入状态已改变。撤销：tokenmeter undo</translation>
    </message>
    <message>
        <source>The next import reads it from the start: %1. Nothing is counted twice.</source>
        <translation>下次导入会从头读取：%1。不会重复计数。</translation>
    </message>
    <message>
        <source>Lines of %1 tell where their cached tokens are. There is nothing to decide.</source>
        <translation>%1 的记录已说明缓存的 Token 在哪里，没有需要决定的。</translation>
    </message>
    <message>
        <source>To take it back: tokenmeter undo</source>
        <translation>撤销：tokenmeter undo</translation>
    </message>
    <message>
        <source>%1 is not there, so nothing of it can be read again. Where it has moved, import it at its new place.</source>
        <translation>%1 不在原处，因此无法重新读取。如果已移走，请在新位置导入。</translation>
    </message>
    <message>
        <source>Records whose file is gone keep the old reading.</source>
        <translation>文件已不在的记录保持原来的读法。</translation>
    </message>
    <message>
        <source>%1 records count now and did not, or no longer count. To take it back, %2 times: tokenmeter undo</source>
        <translation>%1 条记录的计入状态已改变。撤销需执行 %2 次：tokenmeter undo</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourcesView</name>
    <message>
        <source>%1 (%2)</source>
        <comment>a tool, its folder</comment>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln counted elsewhere</source>
        <comment>records that another source tells, too</comment>
        <translation>
            <numerusform>%Ln 条已由其他来源计入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln excluded</source>
        <comment>records</comment>
        <translation>
            <numerusform>%Ln 条已排除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln forgotten</source>
        <comment>records</comment>
        <translation>
            <numerusform>%Ln 条已忘记</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>已忘记</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>已是最新</translation>
    </message>
    <message>
        <source>The file is not there</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>The folder is not there</source>
        <translation>文件夹不存在</translation>
    </message>
    <message>
        <source>Its records stay. Where it has moved, add it at its new place.</source>
        <translation>它的记录保留。如果已移动，请在新位置添加。</translation>
    </message>
    <message numerus="yes">
        <source>The tool deletes logs after %n day(s)</source>
        <translation>
            <numerusform>该工具会在 %n 天后删除日志</numerusform>
        </translation>
    </message>
    <message>
        <source>What it writes while this is paused is lost once it has deleted it.</source>
        <translation>暂停期间写入的内容，被工具删除后就会丢失。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) could not be read</source>
        <translation>
            <numerusform>%Ln 行无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s) while reading</source>
        <translation>
            <numerusform>读取时有 %Ln 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message numerus="yes">
        <source>Tool deletes logs after %n day(s); kept here</source>
        <translation>
            <numerusform>该工具会在 %n 天后删除日志，这里会保留</numerusform>
        </translation>
    </message>
    <message>
        <source>It is paused: let it go on first.</source>
        <translation>已暂停：请先让它继续。</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>它不存在。</translation>
    </message>
    <message>
        <source>Reading, %1 of %2</source>
        <comment>files</comment>
        <translation>正在读取 %1/%2</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>size, files</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Last</source>
        <translation>上次</translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln record(s) are in no total.</source>
        <translation>
            <numerusform>它的 %Ln 条记录不在任何合计中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln record(s) stay in all totals.</source>
        <translation>
            <numerusform>它的 %Ln 条记录保留在所有合计中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n 个来源</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with problems</source>
        <comment>sources</comment>
        <translation>
            <numerusform>%n 个有问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <comment>sources</comment>
        <translation>
            <numerusform>%n 个已暂停</numerusform>
        </translation>
    </message>
    <message>
        <source>As you chose, both count: what both tell of is counted twice.</source>
        <translation>按你的选择，两者都计入：两者都有的用量会计算两次。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) of %1 on these days are left out; nothing is counted twice.</source>
        <translation>
            <numerusform>%1 在这些天的 %Ln 条记录不计入，没有任何用量被重复计算。</numerusform>
        </translation>
    </message>
    <message>
        <source>As you chose, %1 counts.</source>
        <translation>按你的选择，以 %1 为准。</translation>
    </message>
    <message>
        <source>%1 counts: both tell the same requests, and one is enough.</source>
        <translation>以 %1 为准：两者记录的是相同的请求，取其一即可。</translation>
    </message>
    <message>
        <source>%1 counts: it tells every request, with project and session, where the other has sums.</source>
        <translation>以 %1 为准：它逐条记录请求，并带有项目和会话，而另一个只有合计。</translation>
    </message>
    <message>
        <source>%1 counts: both have sums of the same usage, and one is enough.</source>
        <translation>以 %1 为准：两者都是同一用量的合计，取其一即可。</translation>
    </message>
    <message>
        <source>%1 counts: it tells more than a gateway&apos;s sums.</source>
        <translation>以 %1 为准：它比网关的合计更详细。</translation>
    </message>
    <message>
        <source>%1 counts: both summed the same logs, and one is enough.</source>
        <translation>以 %1 为准：两者合计的是同一批日志，取其一即可。</translation>
    </message>
    <message>
        <source>%1 counts: it holds the records themselves, which the other program has only summed.</source>
        <translation>以 %1 为准：它有记录本身，另一个程序只有合计。</translation>
    </message>
    <message>
        <source>Compare the two</source>
        <translation>对比两者</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Not counting</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Bytes read</source>
        <translation>已读字节</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>上次读取</translation>
    </message>
    <message>
        <source>Copies in a file</source>
        <translation>文件内副本</translation>
    </message>
    <message>
        <source>Lines left out</source>
        <translation>略过的行</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Sources that cover the same spend</source>
        <translation>覆盖同一笔花费的来源</translation>
    </message>
    <message>
        <source>First</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>为准</translation>
    </message>
    <message>
        <source>Records left out</source>
        <translation>不计入的记录</translation>
    </message>
    <message>
        <source>Tokens left out</source>
        <translation>不计入的 Token</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Files of %1</source>
        <translation>%1 的文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更改时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>已读到</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>its end</source>
        <translation>结尾</translation>
    </message>
    <message>
        <source>A double click or Return opens the file.</source>
        <translation>双击或按回车键打开文件。</translation>
    </message>
    <message>
        <source>%1 and %2, day by day</source>
        <comment>two sources</comment>
        <translation>%1 与 %2 逐日对比</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Records, %1</source>
        <translation>记录，%1</translation>
    </message>
    <message>
        <source>Tokens, %1</source>
        <translation>Token，%1</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Days on which both tell something, as %1 cuts them.</source>
        <translation>两者都有内容的日期，按 %1 划分。</translation>
    </message>
    <message>
        <source>%1 tokens in %2</source>
        <comment>tokens, records</comment>
        <translation>%2、%1 Token</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %Ln day(s) both %1 and %2 have usage of %3.</source>
        <translation>
            <numerusform>有 %Ln 天 %1 和 %2 都有 %3 的用量。</numerusform>
        </translation>
    </message>
    <message>
        <source>They tell the same number of tokens.</source>
        <translation>两者的 Token 数量相同。</translation>
    </message>
    <message>
        <source>%1 tells %2 tokens more (%3).</source>
        <comment>a source, tokens, share</comment>
        <translation>%1 多出 %2 Token（%3）。</translation>
    </message>
    <message>
        <source>up to %1</source>
        <comment>an amount</comment>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>%1 counts (usual)</source>
        <translation>以 %1 为准（默认）</translation>
    </message>
    <message>
        <source>Counts %1; leaves out %2.</source>
        <comment>amounts</comment>
        <translation>计入 %1；不计入 %2。</translation>
    </message>
    <message>
        <source>%1 counts</source>
        <translation>以 %1 为准</translation>
    </message>
    <message>
        <source>What it does not tell, such as projects or sessions, is not known on these days.</source>
        <translation>它没有的内容（例如项目或会话）在这些天无法得知。</translation>
    </message>
    <message>
        <source>Both count</source>
        <translation>两者都计入</translation>
    </message>
    <message>
        <source>Counts %1: right only where they tell different usage.</source>
        <comment>an amount</comment>
        <translation>计入 %1：仅当两者是不同的用量时才正确。</translation>
    </message>
    <message>
        <source>It is not looked at any more, and what its tool writes from now on is not counted. Its files are not touched.</source>
        <translation>不再查看它，其工具今后写入的内容不会计入。文件不会被改动。</translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln record(s) stay in the ledger and in all totals, unless you take them out here. Either way they stay known: otherwise the next scan would bring them back.</source>
        <translation>
            <numerusform>它的 %Ln 条记录保留在账本和所有合计中，除非你在这里排除。无论如何账本都会记住它们：否则下次扫描会再次读入。</numerusform>
        </translation>
    </message>
    <message>
        <source>It can be taken back at any time: at the end of this page, or by adding its path again.</source>
        <translation>随时可以恢复：在本页末尾，或再次添加其路径。</translation>
    </message>
    <message>
        <source>Also take its records out of all totals</source>
        <translation>同时把它的记录排除在所有合计之外</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) no longer count.</source>
        <translation>
            <numerusform>%Ln 条记录不再计入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stand in another source, too, and go on counting.</source>
        <comment>records</comment>
        <translation>
            <numerusform>其中 %Ln 条也出现在其他来源中，仍然计入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Merged: %1 of %2.</source>
        <comment>copies, records</comment>
        <translation>已合并 %2的 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln copy(ies)</source>
        <translation>
            <numerusform>%Ln 个副本</numerusform>
        </translation>
    </message>
    <message>
        <source>The newest of them:</source>
        <translation>其中最新的：</translation>
    </message>
    <message>
        <source>%1, counts</source>
        <comment>a place in a file</comment>
        <translation>%1，计入</translation>
    </message>
    <message>
        <source>%1, a copy</source>
        <comment>a place in a file</comment>
        <translation>%1，副本</translation>
    </message>
    <message>
        <source>Without this rule %1 would count up to %2 tokens more: %3 in place of %4.</source>
        <comment>a source, tokens</comment>
        <translation>没有这条规则，%1 最多会多计 %2 Token：%3，而不是 %4。</translation>
    </message>
    <message>
        <source>Lines of one request in one file</source>
        <translation>同一文件中属于同一请求的行</translation>
    </message>
    <message>
        <source>Merged: %1.</source>
        <comment>lines</comment>
        <translation>已合并：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>The tool writes a line for each part of an answer, and repeats the request&apos;s usage in all of them.</source>
        <translation>工具为回答的每个部分各写一行，并在每行中重复该请求的用量。</translation>
    </message>
    <message>
        <source>At list prices that is up to %1 more: %2 in place of %3.</source>
        <comment>amounts</comment>
        <translation>按目录价最多会多 %1：%2，而不是 %3。</translation>
    </message>
    <message>
        <source>%1 of these tokens have no price.</source>
        <translation>其中 %1 个 Token 没有价格。</translation>
    </message>
    <message>
        <source>Its mapping “%1” says how it is read, and is not there any more.</source>
        <translation>读取方式由映射“%1”规定，而该映射已不存在。</translation>
    </message>
    <message numerus="yes">
        <source>Not all logs can be watched: the others are looked at every %n second(s).</source>
        <translation>
            <numerusform>无法监视全部日志：其余日志每 %n 秒查看一次。</numerusform>
        </translation>
    </message>
    <message>
        <source>There are more folders than this program watches.</source>
        <translation>文件夹数量超过了本程序监视的上限。</translation>
    </message>
    <message>
        <source>The system&apos;s limit is reached; an administrator can raise it: sysctl %1.</source>
        <translation>已达到系统上限；管理员可以调高：sysctl %1。</translation>
    </message>
    <message>
        <source>This version does not know how “%1” is read: a newer one read it.</source>
        <translation>此版本不知道如何读取“%1”：它由更新的版本读取。</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more folder(s)</source>
        <comment>a folder</comment>
        <translation>
            <numerusform>%1 和另外 %n 个文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>Found on this computer and not read: %1, %2 in %3.</source>
        <comment>a tool, files, folders</comment>
        <translation>在这台电脑上发现但尚未读取：%1，%2，位于 %3。</translation>
    </message>
    <message>
        <source>What it used is in no total until it is imported. Its logs are only read, never changed.</source>
        <translation>导入之前，它的用量不计入任何总额。日志只会被读取，绝不会被更改。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Not this one</source>
        <translation>不要这个</translation>
    </message>
    <message>
        <source>Sums over several tools are left out as a whole where each of the tools has records of its own on that day, else only where a record has the same model.</source>
        <translation>包含多个工具的合计，若其中每个工具当天都有自己的记录，则整项不计；否则只有模型相同的部分不计。</translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln line(s) it is not known what they would add: they were read before that was noted. “Scan again” tells it where their files are still there.</source>
        <translation>
            <numerusform>其中 %Ln 行会增加多少尚不清楚：读取它们时还没有记录。只要文件还在，“重新扫描”即可得知。</numerusform>
        </translation>
    </message>
    <message>
        <source>Several lines of a file tell of the same request.</source>
        <translation>文件中有多行记录了同一请求。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln billed line(s)</source>
        <translation>
            <numerusform>%Ln 行账单</numerusform>
        </translation>
    </message>
    <message>
        <source>Many requests stand in both, but not all of them: it cannot be told which are the same, and both count until you choose.</source>
        <translation>许多请求两边都有，但并非全部：无法判断哪些是相同的，在你选择之前两者都计入。</translation>
    </message>
    <message>
        <source>%1 counts: %2 logged the same requests on their way, and one is enough.</source>
        <translation>计入 %1：%2 在途中记录了相同的请求，只需一份。</translation>
    </message>
    <message>
        <source>On days on which not all requests stand in both it cannot be told: there both count until you choose.</source>
        <translation>若某天并非所有请求两边都有，则无法判断：在你选择之前，这些天两者都计入。</translation>
    </message>
    <message>
        <source>What it wrote from %1 to %2 may be lost already. Let it go on to read what is left.</source>
        <comment>days</comment>
        <translation>它在 %1 至 %2 写入的内容可能已经丢失。继续读取，可以读到剩下的内容。</translation>
    </message>
    <message>
        <source>A session&apos;s sum stands on the day it began</source>
        <translation>会话的合计记在会话开始的那一天</translation>
    </message>
    <message>
        <source>%1, the first</source>
        <comment>a place in a file</comment>
        <translation>%1（首处）</translation>
    </message>
    <message>
        <source>%1, the last</source>
        <comment>a place in a file</comment>
        <translation>%1（末处）</translation>
    </message>
    <message>
        <source>%1 counts on days on which all requests that %2 has of a model stand in both; on other days both count.</source>
        <translation>若某天 %2 中某模型的所有请求在两者中都有，则以 %1 为准；其他日子两者都计入。</translation>
    </message>
    <message>
        <source>%1 counts on days on which both have the same sum of a model; on other days both count.</source>
        <translation>若某天两者中某模型的总和相同，则以 %1 为准；其他日子两者都计入。</translation>
    </message>
    <message>
        <source>That leaves out %1.</source>
        <comment>an amount</comment>
        <translation>这样会略去 %1。</translation>
    </message>
    <message>
        <source>What is recognised as the same counts once (usual)</source>
        <translation>识别为相同的只计一次（默认）</translation>
    </message>
    <message>
        <source>%1 always counts</source>
        <translation>始终以 %1 为准</translation>
    </message>
    <message numerus="yes">
        <source>Paused on %1; the tool deletes logs after %n day(s)</source>
        <translation>
            <numerusform>于 %1 暂停；该工具会在 %n 天后删除日志</numerusform>
        </translation>
    </message>
    <message>
        <source>As you said, its input leaves cached tokens out</source>
        <translation>按你的说明，输入不含缓存的 Token</translation>
    </message>
    <message>
        <source>As you said, its input holds the cached tokens</source>
        <translation>按你的说明，输入包含缓存的 Token</translation>
    </message>
    <message>
        <source>On days and models that %1 has at all, what only %2 has is left out, too.</source>
        <translation>只要 %1 在某天有某个模型的任何用量，该天该模型只有 %2 记载的用量也会被略去。</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>two sources</comment>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>Two sources cover the same spend: %1, %2.</source>
        <comment>sources, days</comment>
        <translation>两个来源覆盖了同一笔花费：%1，%2。</translation>
    </message>
    <message>
        <source>Two sources cover the same spend: %1 for %2, %3.</source>
        <comment>sources, provider, days</comment>
        <translation>两个来源覆盖了同一笔花费：%1（%2），%3。</translation>
    </message>
    <message>
        <source>no provider</source>
        <translation>未写明服务商</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>a place in a file, its folder</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Paused with %1</source>
        <translation>随 %1 一同暂停</translation>
    </message>
    <message>
        <source>It is paused with its folder: let that go on first.</source>
        <translation>它已随其文件夹一同暂停：请先让该文件夹继续。</translation>
    </message>
    <message numerus="yes">
        <source>Where one has at least as much of every class of a day and model as the other, it alone counts: %Ln record(s) are left out.</source>
        <translation>
            <numerusform>如果某一天某个模型的每一类 Token 都不少于另一方，则只计这一方：%Ln 条记录未计入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Where neither has, they are taken for two computers&apos; usage, and both count until you choose.</source>
        <translation>如果双方都不是如此，则视为两台电脑的用量，在你选择之前两者都计入。</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more pair(s) in which nothing is left out.</source>
        <translation>
            <numerusform>另有 %Ln 对来源没有未计入的记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>A third source tells what these tell, and counts.</source>
        <translation>第三个来源记有同样的用量，计入的是它。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Where one has at least as much of every class of a day and model as the other, it alone counts; elsewhere both count.</source>
        <translation>如果某一天某个模型的每一类 Token 都不少于另一方，则只计这一方；其他情况两者都计入。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::StackedColumns</name>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>even pace %1</source>
        <translation>每日均摊 %1</translation>
    </message>
    <message>
        <source>%1 × a usual %2</source>
        <comment>times, weekday</comment>
        <translation>平常%2的 %1 倍</translation>
    </message>
    <message>
        <source>the day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>This day is still to come.</source>
        <translation>这一天还没到。</translation>
    </message>
    <message>
        <source>Before the first record.</source>
        <translation>早于第一条记录。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>1 request without a price</source>
        <translation>1 次请求没有价格</translation>
    </message>
    <message>
        <source>%1 requests without a price</source>
        <translation>%1 次请求没有价格</translation>
    </message>
    <message>
        <source>The day is not over.</source>
        <translation>这一天还没有结束。</translation>
    </message>
    <message>
        <source>The period is not over.</source>
        <translation>这个时段还没有结束。</translation>
    </message>
    <message>
        <source>%1, %2 columns, %3 rows, total %4</source>
        <comment>chart, as a table</comment>
        <translation>%1，%2 列，%3 行，合计 %4</translation>
    </message>
</context>
<context>
    <name>tokenmeter::StatementList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <comment>statements</comment>
        <translation>
            <numerusform>再显示 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::StatusBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>取消导入</translation>
    </message>
</context>
<context>
    <name>tokenmeter::StatuslineTexts</name>
    <message>
        <source>at least %1 today</source>
        <translation>今日至少 %1</translation>
    </message>
    <message>
        <source>%1 today</source>
        <translation>今日 %1</translation>
    </message>
    <message>
        <source>%1 exceeded</source>
        <translation>%1 已超出</translation>
    </message>
    <message>
        <source>%1 at least %2 %</source>
        <translation>%1 至少 %2%</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2%</translation>
    </message>
    <message>
        <source>not up to date</source>
        <translation>数据不是最新</translation>
    </message>
</context>
<context>
    <name>tokenmeter::SyncTexts</name>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <translation>已删除：%1</translation>
    </message>
    <message>
        <source>There was no timer.</source>
        <translation>没有定时器。</translation>
    </message>
    <message>
        <source>systemd now runs “tokenmeter sync” every quarter of an hour while you are logged in.</source>
        <translation>你登录期间，systemd 现在每一刻钟运行一次“tokenmeter sync”。</translation>
    </message>
    <message>
        <source>systemd did not answer. Switch it on with: systemctl --user enable --now tokenmeter-sync.timer</source>
        <translation>systemd 没有响应。请用以下命令启用：systemctl --user enable --now tokenmeter-sync.timer</translation>
    </message>
    <message>
        <source>An account has its key in the environment: systemd must know that variable, too (environment.d).</source>
        <translation>有账户的密钥在环境变量中：systemd 也必须知道该变量（environment.d）。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TableDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>另存为 CSV</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TagDialog</name>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>For</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>client</source>
        <translation>client</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>移除标签</translation>
    </message>
    <message>
        <source>A tag of a record wins over one of its session, and that over one of its project.</source>
        <translation>记录的标签优先于会话的标签，会话的标签优先于项目的标签。</translation>
    </message>
    <message>
        <source>A key has at most 64 characters and no blanks, =, : or quotation marks.</source>
        <translation>键最多 64 个字符，不能含空格、=、: 或引号。</translation>
    </message>
    <message>
        <source>A value has at most 200 characters.</source>
        <translation>值最多 200 个字符。</translation>
    </message>
    <message>
        <source>Write a key, such as client, and a value.</source>
        <translation>请填写键（例如 client）和值。</translation>
    </message>
    <message>
        <source>Key and value are missing.</source>
        <translation>缺少键和值。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TagTexts</name>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>On</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>There are no tags. Give one with: tokenmeter tag add client=a --project NAME</source>
        <translation>没有标签。添加命令：tokenmeter tag add client=a --project NAME</translation>
    </message>
    <message>
        <source>“%1” is not a tag: KEY=VALUE, the key without blanks, colons and quotes</source>
        <translation>“%1”不是标签：应为 KEY=VALUE，键不能含空格、冒号和引号</translation>
    </message>
    <message>
        <source>Say which usage: --session, --project or another filter</source>
        <translation>请指明用量：--session、--project 或其他筛选</translation>
    </message>
    <message>
        <source>Tags of %1 records changed.</source>
        <translation>已更改 %1 条记录的标签。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TimeChart</name>
    <message>
        <source>Zoom</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>%1 × a usual %2</source>
        <comment>times, weekday</comment>
        <translation>平常%2的 %1 倍</translation>
    </message>
    <message>
        <source>the day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Still to come.</source>
        <translation>尚未到来。</translation>
    </message>
    <message>
        <source>No data: the ledger holds nothing here.</source>
        <translation>无数据：账本中没有这里的记录。</translation>
    </message>
    <message>
        <source>Total so far</source>
        <translation>至此累计</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>click to filter</source>
        <translation>点击即可筛选</translation>
    </message>
    <message>
        <source>1 request without a price</source>
        <translation>1 次请求没有价格</translation>
    </message>
    <message>
        <source>%1 requests without a price</source>
        <translation>%1 次请求没有价格</translation>
    </message>
    <message>
        <source>The day is not over.</source>
        <translation>这一天还没有结束。</translation>
    </message>
    <message>
        <source>The period is not over.</source>
        <translation>这个时段还没有结束。</translation>
    </message>
    <message>
        <source>%1, %2 columns, %3 rows, total %4</source>
        <comment>chart, as a table</comment>
        <translation>%1，%2 列，%3 行，合计 %4</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TokenText</name>
    <message>
        <source>1 request</source>
        <translation>1 次请求</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 次请求</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个 Token</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TrayMenu</name>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, exceeded</source>
        <translation>%1，已超出</translation>
    </message>
    <message>
        <source>Import now</source>
        <translation>立即导入</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>一小时</translation>
    </message>
    <message>
        <source>Until tomorrow, 08:00</source>
        <translation>到明天 08:00</translation>
    </message>
    <message>
        <source>Open Tokenmeter</source>
        <translation>打开 Tokenmeter</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Today: %1</source>
        <translation>今天：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>month, amount</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>budget, amount</comment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>Snooze %n alerts</source>
        <translation>
            <numerusform>暂停 %n 条提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>Snooze alerts</source>
        <translation>暂停提醒</translation>
    </message>
</context>
<context>
    <name>tokenmeter::Treemap</name>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>group and part of it</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>%1, %2 parts, total %3</source>
        <comment>chart, as a table</comment>
        <translation>%1，%2 个部分，合计 %3</translation>
    </message>
    <message>
        <source>Unpriced</source>
        <translation>未计价</translation>
    </message>
    <message>
        <source>Without an amount there is no area for it.</source>
        <translation>没有金额，因此没有面积。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TrendsPage</name>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Hours are shown for up to 62 days.</source>
        <translation>按小时最多显示 62 天。</translation>
    </message>
    <message>
        <source>Days are shown for up to three years.</source>
        <translation>按日最多显示三年。</translation>
    </message>
    <message>
        <source>The period is too short for this.</source>
        <translation>时段过短，无法这样显示。</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>柱形</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>折线</translation>
    </message>
    <message>
        <source>Shares of 100 %</source>
        <translation>占比（100 %）</translation>
    </message>
    <message>
        <source>Running sum</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>A ratio has no sum: it can only be drawn as lines.</source>
        <translation>比率没有总和，只能画成折线。</translation>
    </message>
    <message>
        <source>Length of a step</source>
        <translation>时间粒度</translation>
    </message>
    <message>
        <source>Shape of the chart</source>
        <translation>图表形状</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>By %1</source>
        <comment>By model</comment>
        <translation>按%1</translation>
    </message>
    <message>
        <source>What the series are</source>
        <translation>系列划分</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每一天</translation>
    </message>
    <message>
        <source>Hour and weekday</source>
        <translation>小时与星期</translation>
    </message>
    <message>
        <source>No period before</source>
        <translation>没有上一时段</translation>
    </message>
    <message>
        <source>The ledger holds nothing of the period before.</source>
        <translation>账本中没有上一时段的记录。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Annotate a day…</source>
        <translation>为某天加注…</translation>
    </message>
    <message>
        <source>Annotate %1…</source>
        <translation>为 %1 加注…</translation>
    </message>
    <message>
        <source>Change “%1”…</source>
        <translation>更改“%1”…</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>移除“%1”</translation>
    </message>
    <message>
        <source>Annotated.</source>
        <translation>已加注。</translation>
    </message>
    <message>
        <source>The annotation was changed.</source>
        <translation>注记已更改。</translation>
    </message>
    <message>
        <source>The annotation was removed.</source>
        <translation>注记已移除。</translation>
    </message>
</context>
<context>
    <name>tokenmeter::TrendsView</name>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Cache hit share</source>
        <translation>缓存命中率</translation>
    </message>
    <message>
        <source>Cost per million tokens</source>
        <translation>每百万 Token 花费</translation>
    </message>
    <message>
        <source>Tokens per session</source>
        <translation>每会话 Token 数</translation>
    </message>
    <message>
        <source>Requests per session</source>
        <translation>每会话请求数</translation>
    </message>
    <message>
        <source>Sub-agent share of cost</source>
        <translation>子代理花费占比</translation>
    </message>
    <message>
        <source>Input sent again per request</source>
        <translation>每次请求重复发送的输入</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>全部合计</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>服务层级</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Token class</source>
        <translation>Token 类别</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <comment>Cost by model</comment>
        <translation>%1（按%2）</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Audio, images, searches</source>
        <translation>音频、图像、搜索</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>(no model)</source>
        <translation>（无模型）</translation>
    </message>
    <message>
        <source>(no provider)</source>
        <translation>（无提供商）</translation>
    </message>
    <message>
        <source>(no project)</source>
        <translation>（无项目）</translation>
    </message>
    <message>
        <source>(no tier)</source>
        <translation>（无服务层级）</translation>
    </message>
    <message>
        <source>(no agent)</source>
        <translation>（无代理）</translation>
    </message>
    <message>
        <source>(untagged)</source>
        <translation>（无标签）</translation>
    </message>
    <message>
        <source>(not said)</source>
        <translation>（未注明）</translation>
    </message>
    <message>
        <source>Other (%1)</source>
        <translation>其他（%1）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day, hours</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 (second time)</source>
        <comment>an hour that comes twice when the clock is put back</comment>
        <translation>%1（第二次）</translation>
    </message>
    <message>
        <source>Previous day</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Previous %1 days</source>
        <translation>前 %1 天</translation>
    </message>
    <message>
        <source>%1, weekly mean</source>
        <comment>previous period</comment>
        <translation>%1，周均</translation>
    </message>
    <message>
        <source>%1, daily mean</source>
        <comment>previous period</comment>
        <translation>%1，日均</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>same</source>
        <comment>share, in a table</comment>
        <translation>相同</translation>
    </message>
    <message>
        <source>▲ × %1</source>
        <comment>so many times as much</comment>
        <translation>▲ × %1</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>requests, tokens</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Click: what is in it. Ctrl+click: hide.</source>
        <translation>点击：查看其中内容。Ctrl+点击：隐藏。</translation>
    </message>
    <message>
        <source>Click: only this. Ctrl+click: hide.</source>
        <translation>点击：仅看此项。Ctrl+点击：隐藏。</translation>
    </message>
    <message>
        <source>No time of day</source>
        <translation>无具体时刻</translation>
    </message>
    <message>
        <source>Unpriced</source>
        <translation>未计价</translation>
    </message>
    <message>
        <source>No exchange rate</source>
        <translation>没有汇率</translation>
    </message>
    <message>
        <source>1 request without a price</source>
        <translation>1 次请求没有价格</translation>
    </message>
    <message>
        <source>%1 requests without a price</source>
        <translation>%1 次请求没有价格</translation>
    </message>
    <message>
        <source>Every day of %1</source>
        <translation>%1 年的每一天</translation>
    </message>
    <message>
        <source>The day is not over.</source>
        <translation>这一天还没有结束。</translation>
    </message>
    <message>
        <source>No data: the ledger holds nothing here.</source>
        <translation>无数据：账本中没有这里的记录。</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <comment>amount</comment>
        <translation>每天 %1</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Hour and weekday</source>
        <translation>小时与星期</translation>
    </message>
    <message>
        <source>average %1 an hour</source>
        <translation>每小时平均 %1</translation>
    </message>
    <message>
        <source>average tokens an hour</source>
        <translation>每小时平均 Token</translation>
    </message>
    <message>
        <source>average requests an hour</source>
        <translation>每小时平均请求</translation>
    </message>
    <message>
        <source>%1, %2 without a time of day</source>
        <translation>%1，另有 %2 无具体时刻</translation>
    </message>
    <message>
        <source>%1, %2–%3</source>
        <comment>weekday, hours</comment>
        <translation>%1，%2–%3</translation>
    </message>
    <message>
        <source>No such hour with data in this period.</source>
        <translation>此时段内这个小时没有数据。</translation>
    </message>
    <message>
        <source>On average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>%1 in %2 hours</source>
        <translation>%2 小时共 %1</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <comment>amount</comment>
        <translation>每小时 %1</translation>
    </message>
    <message>
        <source>The ledger is empty.</source>
        <translation>账本是空的。</translation>
    </message>
    <message>
        <source>No usage in %1.</source>
        <translation>%1 没有用量。</translation>
    </message>
    <message>
        <source>Import your logs to see what they cost.</source>
        <translation>导入日志，查看花费。</translation>
    </message>
    <message>
        <source>Change the period or the filter.</source>
        <translation>请更换时段或筛选条件。</translation>
    </message>
    <message>
        <source>The nearest is on %1.</source>
        <translation>最近的记录在 %1。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>此前</translation>
    </message>
    <message>
        <source>%1, over time</source>
        <comment>title of a chart</comment>
        <translation>%1，随时间变化</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>title, scope</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Every day of %1 and %2</source>
        <comment>two years</comment>
        <translation>%1 年和 %2 年的每一天</translation>
    </message>
</context>
<context>
    <name>tokenmeter::VerifyTexts</name>
    <message>
        <source>ok    </source>
        <translation>正常  </translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>fingerprint %1</source>
        <translation>指纹 %1</translation>
    </message>
</context>
<context>
    <name>tokenmeter::ViewsMenu</name>
    <message>
        <source>Saved views</source>
        <translation>已保存的视图</translation>
    </message>
    <message>
        <source>No view is saved yet</source>
        <translation>还没有保存视图</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>tokenmeter::WaterfallChart</name>
    <message>
        <source>the base is cut at %1</source>
        <translation>底部截断于 %1</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message numerus="yes">
        <source>%1: from %2 to %3, %n step(s)</source>
        <translation>
            <numerusform>%1：从 %2 到 %3，共 %n 个步骤</numerusform>
        </translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>累计到</translation>
    </message>
</context>
<context>
    <name>tokenmeter::WindowBanner</name>
    <message>
        <source>(no model name)</source>
        <translation>（无模型名称）</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>further models</comment>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) have no price: %1, %2. Not in any total.</source>
        <comment>names, then requests</comment>
        <translation>
            <numerusform>%n 个模型没有价格：%1，%2，未计入任何合计。</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Demo data. Your own ledger is untouched.</source>
        <translation>这是演示数据，你自己的账本没有改动。</translation>
    </message>
    <message>
        <source>Leave demo</source>
        <translation>退出演示</translation>
    </message>
    <message>
        <source>Open another ledger…</source>
        <translation>打开另一个账本…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show usage</source>
        <translation>查看用量</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Set price…</source>
        <translation>设置价格…</translation>
    </message>
</context>
<context>
    <name>tokenmeter::WindowDialogs</name>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Import folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Back up ledger</source>
        <translation>备份账本</translation>
    </message>
    <message>
        <source>Ledgers (*.db)</source>
        <translation>账本 (*.db)</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Name of this page with its period, filters and look:</source>
        <translation>为此页面及其时段、筛选和外观命名：</translation>
    </message>
    <message>
        <source>About Tokenmeter</source>
        <translation>关于 Tokenmeter</translation>
    </message>
    <message>
        <source>Tokenmeter %1</source>
        <translation>Tokenmeter %1</translation>
    </message>
    <message>
        <source>A ledger of what large language models cost.
Nothing leaves this computer. Prompts and answers are never stored.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>记录大语言模型花费的账本。
数据不会离开这台电脑，也从不保存提示词和回答。

自由软件，按 GNU 通用公共许可证第 3 版或更高版本发布。</translation>
    </message>
    <message>
        <source>Usage logs and exports (*.jsonl *.json *.ndjson *.csv *.tsv *.db *.gz *.zst *.zip);;All files (*)</source>
        <translation>用量日志和导出文件 (*.jsonl *.json *.ndjson *.csv *.tsv *.db *.gz *.zst *.zip);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Import with a mapping</source>
        <translation>按映射导入</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.gz *.zst);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.gz *.zst);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>tokenmeter::WindowStatusText</name>
    <message>
        <source>The ledger is not open</source>
        <translation>账本未打开</translation>
    </message>
    <message>
        <source>No records yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>Logs read to %1</source>
        <translation>日志已读到 %1</translation>
    </message>
    <message>
        <source>%1 in view</source>
        <translation>当前 %1</translation>
    </message>
    <message>
        <source>%1 of tokens priced</source>
        <translation>%1 的 Token 已计价</translation>
    </message>
    <message>
        <source>Importing %1 of %2</source>
        <translation>正在导入第 %1 个，共 %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for new usage</source>
        <translation>正在查找新用量</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Prices %1</source>
        <translation>价格 %1</translation>
    </message>
    <message>
        <source>Prices as of %1</source>
        <translation>价格截至 %1</translation>
    </message>
    <message>
        <source>Reading records</source>
        <translation>正在读取记录</translation>
    </message>
</context>
<context>
    <name>tokenmeter::WindowToast</name>
    <message numerus="yes">
        <source>%Ln new record(s)</source>
        <translation>
            <numerusform>%Ln 条新记录</numerusform>
        </translation>
    </message>
    <message>
        <source>The import was stopped. %1; what was read is kept.</source>
        <translation>导入已停止。%1；已读取的内容都会保留。</translation>
    </message>
    <message>
        <source>Nothing new was found.</source>
        <translation>没有新的用量。</translation>
    </message>
    <message>
        <source>Imported: %1.</source>
        <translation>已导入：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) count in totals again.</source>
        <translation>
            <numerusform>已将 %Ln 条记录重新计入合计。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) are excluded from totals again.</source>
        <translation>
            <numerusform>已再次将 %Ln 条记录排除在合计之外。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back: tag %1.</source>
        <translation>已撤销：标签 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n records have a price now.</source>
        <translation>
            <numerusform>现在有 %n 条记录有了价格。</numerusform>
        </translation>
    </message>
    <message>
        <source>The ledger was copied to %1.</source>
        <translation>账本已复制到 %1。</translation>
    </message>
    <message>
        <source>The view is saved as “%1”.</source>
        <translation>视图已保存为“%1”。</translation>
    </message>
    <message>
        <source>“%1” is watched again.</source>
        <translation>“%1”已恢复。</translation>
    </message>
    <message>
        <source>“%1” is no longer watched.</source>
        <translation>“%1”已撤销添加。</translation>
    </message>
    <message>
        <source>“%1” is as it was before.</source>
        <translation>“%1”已恢复原样。</translation>
    </message>
    <message>
        <source>Your plans are as they were before.</source>
        <translation>你的方案已恢复原样。</translation>
    </message>
    <message>
        <source>What counts where two sources tell the same is as it was before.</source>
        <translation>两个来源记录同一用量时由谁计入，已恢复原状。</translation>
    </message>
    <message>
        <source>%1 is open again.</source>
        <comment>a period</comment>
        <translation>%1 已重新打开。</translation>
    </message>
    <message>
        <source>%1 is closed again.</source>
        <comment>a period</comment>
        <translation>%1 已重新结账。</translation>
    </message>
    <message>
        <source>The note is as it was before.</source>
        <translation>笔记已恢复原状。</translation>
    </message>
    <message>
        <source>The outcome is as it was before.</source>
        <translation>成果已恢复原状。</translation>
    </message>
    <message>
        <source>The annotation is as it was before.</source>
        <translation>标注已恢复原状。</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>已撤销。</translation>
    </message>
</context>
</TS>
