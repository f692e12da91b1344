#!/usr/bin/env bash
# Ten questions that only a live landing zone can answer: scripts/landing-zone-questions.sh [--with-writes] > answers.txt
#
# Needs the AWS command line, version 2, with credentials of the management account that may read Organizations, Service Catalog, Control Tower and
# Service Quotas, in the home Region of Control Tower. It only reads; question 10 is left out unless --with-writes is given.
# Account ids, addresses, ids of units, organizations and portfolios, and names are masked.
set -u

writes=${1:-}
if [ -n "$writes" ] && [ "$writes" != --with-writes ]; then
  echo "there is no option '$writes'; --with-writes asks question 10 as well" >&2
  exit 2
fi
for tool in aws sed; do
  command -v "$tool" >/dev/null 2>&1 || { echo "$tool is not installed; these questions are asked with it" >&2; exit 2; }
done

# Masks what tells whose landing zone it is. Times, types, statuses and texts stay.
mask() {
  sed -E \
    -e 's/[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+/(address)/g' \
    -e 's/[0-9]{12}/(account)/g' \
    -e 's/o-[a-z0-9]{10,32}/(organization)/g' \
    -e 's/ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}/(unit)/g' \
    -e 's/r-[0-9a-z]{4,32}/(root)/g' \
    -e 's/(port|prod|pa|pp|rec|lpv[23]|lp|car)-[a-z0-9]{8,32}/(\1)/g' \
    -e 's/"((Display|Provisioned[A-Za-z]*|Account)?Name|UserArn[A-Za-z]*|PhysicalId|IdempotencyToken|LaunchRoleArn)": "[^"]*"/"\1": "(text)"/g'
}

number=0
# question TEXT COMMAND...: runs the command and shows what came of it, errors included.
question() {
  number=$((number + 1))
  printf '\n== %d. %s\n' "$number" "$1"
  shift
  "$@" 2>&1 | mask
}

product() { aws servicecatalog describe-product-as-admin --name 'AWS Control Tower Account Factory' --query 'ProductViewDetail.ProductViewSummary.ProductId' --output text; }
factory_products() {
  aws servicecatalog search-provisioned-products --access-level-filter Key=Account,Value=self --filters SearchQuery=type:CONTROL_TOWER_ACCOUNT \
    --sort-by createdTime --sort-order DESCENDING --page-size 20 --output json "$@"
}
records() {
  for id in $(factory_products --query 'ProvisionedProducts[:10].LastProvisioningRecordId' | sed -n 's/.*"\(rec-[^"]*\)".*/\1/p'); do
    aws servicecatalog describe-record --id "$id" --output json --query "RecordDetail.$1"
  done
}
types() {
  aws servicecatalog describe-product-as-admin --name 'AWS Control Tower Account Factory' --output json --query 'ProductViewDetail.ProductViewSummary.Type'
  aws servicecatalog list-provisioning-artifacts --product-id "$(product)" --output json --query 'ProvisioningArtifactDetails[].[Type,Active,Guidance]'
}
members() {
  local root
  aws organizations list-accounts --max-items 1 --output json --query 'Accounts[].keys(@)'
  root=$(aws organizations list-roots --query 'Roots[0].Id' --output text)
  aws organizations list-organizational-units-for-parent --parent-id "$root" --max-items 1 --output json --query 'OrganizationalUnits[].keys(@)'
}
taken_address() {
  local address status id
  if [ "$writes" != --with-writes ]; then
    echo 'not asked: it needs --with-writes'
    return
  fi
  address=$(aws organizations list-accounts --max-items 1 --query 'Accounts[0].Email' --output text | head -n 1)
  id=$(aws organizations create-account --account-name question-ten --email "$address" --query 'CreateAccountStatus.Id' --output text)
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    status=$(aws organizations describe-create-account-status --create-account-request-id "$id" --output json --query 'CreateAccountStatus.[State,FailureReason,RequestedTimestamp,CompletedTimestamp]')
    printf '%s %s\n' "$(date -u +%H:%M:%S)" "$(printf '%s' "$status" | tr -d '\n')"
    case $status in *FAILED*|*SUCCEEDED*) return ;; esac
    sleep 5
  done
}

question 'Which type do the product of Account Factory and its artifacts have?' types
question 'Which members do an account and a unit have?' members
question 'What does Organizations say to an id that is none?' aws organizations describe-account --account-id old-hand
question 'Which policy types does the root have?' aws organizations list-roots --output json --query 'Roots[].PolicyTypes'
question 'Which tags do records of Account Factory carry? Keys only.' records 'RecordTags[].Key'
question 'How long did the last operations take?' records '[RecordType,Status,CreatedTime,UpdatedTime]'
question 'Which texts do failed records hold?' records 'RecordErrors'
question 'What is the quota of concurrent account operations?' aws service-quotas list-service-quotas --service-code controltower --output json --query 'Quotas[].[QuotaName,Value,Adjustable]'
question 'What does Service Quotas say of Organizations outside of its one Region?' aws service-quotas list-service-quotas --service-code organizations --region eu-west-1 --output json --query 'Quotas[].[QuotaName,Value]'
question 'How soon does a request with a taken address fail?' taken_address
