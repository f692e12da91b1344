from account_robot import PoolAccount
from aws_cdk import App, Stack

app = App()
PoolAccount(Stack(app, "Pool"), "pool-010")
app.synth()
